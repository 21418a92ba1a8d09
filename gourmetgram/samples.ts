import cheese from './samples/cheese-wedge.webp?no-inline'
import friedEgg from './samples/cooking.webp?no-inline'
import croissant from './samples/croissant.webp?no-inline'
import friedShrimp from './samples/fried-shrimp.webp?no-inline'
import shortcake from './samples/shortcake.webp?no-inline'
import ramen from './samples/steaming-bowl.webp?no-inline'
import strawberry from './samples/strawberry.webp?no-inline'
import sushi from './samples/sushi.webp?no-inline'

/** Photos for visitors without one at hand. Files of their own: a page’s policy may forbid pictures in the script. */
export const samples = [
  { name: 'Croissant', url: croissant },
  { name: 'Ramen', url: ramen },
  { name: 'Strawberry', url: strawberry },
  { name: 'Sushi', url: sushi },
  { name: 'Shortcake', url: shortcake },
  { name: 'Fried egg', url: friedEgg },
  { name: 'Cheese', url: cheese },
  { name: 'Fried shrimp', url: friedShrimp },
] as const

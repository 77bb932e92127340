// TeX, and chemistry in it: `\ce{H2O2}`.
import "katex/contrib/mhchem";
export { render } from "katex";

// The page that shows how an essay was written.
import "./elements/play-writing";

-- What the kit adds to pandoc: numbers by their ids, figures with their own words, and references to both.
--
--   {{frames.claims.all}}                       the text of that number, from figures/numbers.json
--   ![Caption.](../figures/ID.svg){#fig-ID}     the figure, its alternative text from the drawing's own description
--   [Figure](#fig-ID), [Table](#tbl-ID)         "Figure 2", "Table 1", as a link
--   <!-- holds: ID > ID -->                     said to the checks alone, and left out
--
-- `python -m analysis paper` checks all of these first and names the line; this filter only refuses to go on.

local here = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local figures = pandoc.path.join({ here, "..", "figures" })

local function read(path)
  local file = io.open(path, "rb")
  if not file then error(path .. ": there is no such file; make figures writes it", 0) end
  local text = file:read("a")
  file:close()
  return text
end

local numbers = pandoc.json.decode(read(pandoc.path.join({ figures, "numbers.json" })), false).numbers

local function resolve(id)
  if not numbers[id] then error("{{" .. id .. "}}: figures/numbers.json has no such number", 0) end
  return (numbers[id].text:gsub(" %%", "\u{A0}%%"))
end

local function number(str)
  local text = str.text:gsub("{{([%w_.]+)}}", resolve)
  if text ~= str.text then return pandoc.Str(text) end
end

local function said_by(drawing)
  local words = read(drawing):match("<desc[^>]*>(.-)</desc>")
  if not words then error(drawing .. ": a drawing has a description, <desc>; make figures writes it", 0) end
  return (words:gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&quot;", '"'):gsub("&amp;", "&"))
end

-- Word and typst are given the picture for print, the page the drawing; typst's writer forgets the alternative text.
local function picture(image)
  local name = pandoc.path.filename(image.src)
  local path = pandoc.path.join({ figures, name })
  local words = said_by(path)
  if FORMAT == "typst" then
    local png = "/figures/" .. name:gsub("%.svg$", ".png")
    local alt = words:gsub('[\\"]', "\\%0")
    local call = '#align(left, image("%s", alt: "%s", width: %s))'
    return pandoc.RawInline("typst", call:format(png, alt, image.attributes.width or "100%"))
  end
  if FORMAT:match("html") then image.attributes.width = nil end -- as wide as the column
  image.src = FORMAT == "docx" and path:gsub("%.svg$", ".png") or path
  image.caption = words
  image.attributes.alt = words
  return image
end

local places, count = {}, { Figure = 0, Table = 0 }

local function place(kind, block)
  count[kind] = count[kind] + 1
  places["#" .. block.identifier] = kind .. "\u{A0}" .. count[kind]
end

-- Word and typst count for themselves; a page has to be told.
local function captioned(kind, block)
  place(kind, block)
  local first = block.caption.long[1]
  if FORMAT:match("html") and first then
    first.content:insert(1, pandoc.Span({ pandoc.Str(places["#" .. block.identifier] .. ":"), pandoc.Space() }, { class = "label" }))
  end
end

local function refer(link)
  local kind = pandoc.utils.stringify(link.content)
  if not count[kind] then return end
  local text = places[link.target] or error("[" .. kind .. "](" .. link.target .. "): there is no such place", 0)
  link.content = { pandoc.Str(text) }
  return link
end

-- Word sets what follows a table close to it, and what leads to it on another page, unless their styles say otherwise.
local function apart(blocks)
  local function styled(at, style)
    if blocks[at] and blocks[at].t == "Para" then blocks[at] = pandoc.Div({ blocks[at] }, { ["custom-style"] = style }) end
  end
  for at = 1, #blocks do
    if blocks[at].t == "Table" then
      styled(at - 1, "Before Table")
      styled(at + 1, "After Table")
    end
  end
  return blocks
end

-- A comment that is left out had blanks around it; one is enough, and none at an end.
local function tidy(inlines)
  local blank = function(inline) return not inline or inline.t == "Space" or inline.t == "SoftBreak" end
  for at = #inlines, 1, -1 do
    if blank(inlines[at]) and blank(inlines[at + 1]) then inlines:remove(at) end
  end
  return inlines
end

return {
  {
    Str = number,
    Inlines = tidy,
    Image = picture,
    RawInline = function(raw) if raw.text:match("^<!%-%-") then return {} end end,
    RawBlock = function(raw) if raw.text:match("^<!%-%-") then return {} end end,
  },
  {
    traverse = "topdown",
    Figure = function(figure) captioned("Figure", figure) return figure end,
    Table = function(tbl)
      captioned("Table", tbl)
      for _, body in ipairs(tbl.bodies) do body.row_head_columns = 1 end -- the first cell names its row
      return tbl
    end,
  },
  { Link = refer, Blocks = FORMAT == "docx" and apart or nil },
}

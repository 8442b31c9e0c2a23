// JSON with comments and trailing commas, as used by editors.

#include "format_writers.h"
#include "json_layout.h"
#include "text_lines.h"

#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <utility>

namespace gateway::clients {

namespace {

constexpr std::size_t kWrittenStep = 2; // of `toPrettyText`

bool isBlank(std::string_view text) { return text.find_first_not_of(kJsonWhite) == std::string_view::npos; }

/// A text with everything needed to insert into it.
struct JsonLayout {
    std::string_view text;
    std::string json; ///< without comments
    JsonPlace root;
    std::string_view lineEnd;
    std::string step; ///< one level of indentation
};

/// The indentation step of the first member on its own line; two spaces if there is none.
std::string stepOf(std::string_view text, const JsonPlace& place)
{
    for (const JsonPlace& inside : place.inside) {
        const std::string_view indent = indentAt(text, inside.memberBegin);
        const std::string_view outer = indentAt(text, place.begin);
        if (lineBegin(text, inside.memberBegin) + indent.size() == inside.memberBegin && indent.size() > outer.size())
            return std::string(indent.substr(outer.size()));
    }
    return std::string(kWrittenStep, ' ');
}

/// `value` on as many lines as necessary, the first without indentation.
std::string prettyText(const Json& value, const JsonLayout& layout, const std::string& indent)
{
    std::string plain = toPrettyText(value);
    plain.pop_back();
    std::string text;
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t end = std::min(plain.find('\n', at), plain.size());
        std::size_t levels = 0;
        while (plain.compare(at, kWrittenStep, "  ") == 0) {
            at += kWrittenStep;
            ++levels;
        }
        if (!text.empty())
            text.append(layout.lineEnd).append(indent);
        for (; levels > 0; --levels)
            text += layout.step;
        text.append(plain, at, end - at);
        at = end + 1;
    }
    return text;
}

/// `"name": value`, or only the value for an element.
std::string memberText(const Step& step, const Json& made, const JsonLayout& layout, const std::string& indent, bool isInLine)
{
    const Json& value = made.front(); // the only one in the object or list
    const std::string text = isInLine ? toText(value) : prettyText(value, layout, indent);
    return step.isItem() ? text : toText(Json(step.field)) + ": " + text;
}

const JsonPlace* inside(const JsonLayout& layout, const JsonPlace& place, const Step& step)
{
    for (const JsonPlace& each : place.inside) {
        if (!step.isItem()) {
            if (place.kind == JsonPlace::Kind::Object && each.name == step.field)
                return &each;
            continue;
        }
        for (const JsonPlace& member : place.kind == JsonPlace::Kind::Array ? each.inside : std::vector<JsonPlace>())
            if (member.name == step.field
                && *parseJson(std::string_view(layout.json).substr(member.begin, member.end - member.begin)) == Json(*step.value))
                return &each;
    }
    return nullptr;
}

/// The position of the comma after `at`; npos: none before the next value or bracket.
std::size_t commaBehind(const JsonLayout& layout, std::size_t at)
{
    // Trailing commas were removed from `json`: they are searched in the original text, outside comments.
    for (std::size_t i = at; i < layout.text.size(); ++i) {
        if (layout.text.substr(i).starts_with("//")) {
            i = std::min(layout.text.find('\n', i), layout.text.size()) - 1;
        } else if (layout.text.substr(i).starts_with("/*")) {
            i = layout.text.find("*/", i) + 1;
        } else if (layout.text[i] == ',') {
            return i;
        } else if (kJsonWhite.find(layout.text[i]) == std::string_view::npos) {
            break;
        }
    }
    return std::string_view::npos;
}

/// The position after spaces and comments that follow `at` on its line, if nothing else does; otherwise `at`.
std::size_t endOfLineRest(const JsonLayout& layout, std::size_t at)
{
    const std::size_t end = lineTextEnd(layout.text, at);
    std::size_t i = at;
    while (i < end) {
        if (layout.text.substr(i).starts_with("//"))
            return end;
        if (layout.text.substr(i).starts_with("/*")) {
            const std::size_t close = layout.text.find("*/", i) + 2;
            if (close > end)
                return at;
            i = close;
        } else if (kJsonWhite.find(layout.text[i]) != std::string_view::npos) {
            ++i;
        } else {
            return at;
        }
    }
    return end;
}

/// Inserts the first member or element into the empty `place`.
std::string withFirst(const JsonLayout& layout, const JsonPlace& place, const Step& step, const Json& made)
{
    const std::string outer(indentAt(layout.text, place.begin));
    const std::string indent = outer + layout.step;
    const std::string lineEnd(layout.lineEnd);
    std::size_t begin = place.begin + 1;
    while (begin < place.end - 1 && !isBlank(layout.text.substr(begin, place.end - 1 - begin))) // comments stay
        ++begin;
    return spliced(layout.text, begin, place.end - 1,
        lineEnd + indent + memberText(step, made, layout, indent, false) + lineEnd + outer);
}

/// Appends a member or element to `place`.
std::string withAnother(const JsonLayout& layout, const JsonPlace& place, const Step& step, const Json& made)
{
    const JsonPlace& last = place.inside.back();
    const std::string_view text = layout.text;
    const std::string indent(indentAt(text, last.memberBegin));
    const bool isInLine = lineBegin(text, last.memberBegin) + indent.size() != last.memberBegin;
    const std::string member = memberText(step, made, layout, indent, isInLine);
    const std::size_t comma = commaBehind(layout, last.end);
    const bool hasComma = comma != std::string_view::npos;
    if (isInLine)
        return hasComma ? spliced(text, comma + 1, comma + 1, ' ' + member + ',') : spliced(text, last.end, last.end, ", " + member);
    const std::size_t behind = endOfLineRest(layout, hasComma ? comma + 1 : last.end);
    std::string longer = spliced(text, behind, behind, std::string(layout.lineEnd) + indent + member + (hasComma ? "," : ""));
    if (!hasComma)
        longer.insert(last.end, ",");
    return longer;
}

std::string without(const JsonLayout& layout, const JsonPlace& place, const JsonPlace& gone)
{
    const std::string_view text = layout.text;
    const auto index = static_cast<std::size_t>(&gone - place.inside.data());
    const bool isLast = index + 1 == place.inside.size();
    const std::size_t comma = commaBehind(layout, gone.end);
    const bool hasComma = comma != std::string_view::npos;
    std::size_t begin = gone.memberBegin;
    std::size_t end = hasComma ? comma + 1 : gone.end;
    const std::size_t line = lineBegin(text, begin);
    const bool beginsLine = isBlank(text.substr(line, begin - line));
    const std::size_t rest = endOfLineRest(layout, end);
    const bool endsLine = rest != end || end == lineTextEnd(text, end);
    if (beginsLine && endsLine) {
        begin = line;
        end = nextLine(text, rest);
    } else if (!isLast) {
        end = place.inside[index + 1].memberBegin;
    }
    std::string made = spliced(text, begin, end, {});
    if (isLast && index > 0 && !hasComma) { // otherwise the previous member would end with a trailing comma
        const JsonPlace& before = place.inside[index - 1];
        const std::size_t old = commaBehind(layout, before.end);
        const bool isSameLine = old + 1 <= begin && isBlank(text.substr(old + 1, begin - old - 1)) && !beginsLine;
        made.erase(old, isSameLine ? begin - old : 1);
    }
    return made;
}

Result<JsonLayout> layoutOf(std::string_view text)
{
    auto json = withoutComments(text);
    if (!json)
        return tl::unexpected(json.error());
    JsonLayout layout{text, std::move(*json), {}, lineEndOf(text), std::string(kWrittenStep, ' ')};
    if (isBlank(layout.json))
        return layout;
    auto root = placesOf(layout.json);
    if (!root)
        return tl::unexpected(root.error());
    layout.root = std::move(*root);
    layout.step = stepOf(text, layout.root);
    return layout;
}

/// The new content for a file that has only comments.
std::string asWhole(const JsonLayout& layout, const Edit& edit)
{
    std::string text(layout.text);
    if (!isBlank(text.substr(markLength(text))) && !text.ends_with('\n'))
        text += layout.lineEnd;
    return text + prettyText(wrapped(edit.path, 0, *edit.value), layout, {}) + std::string(layout.lineEnd);
}

void addTexts(const JsonPlace& place, std::string_view json, const std::vector<std::string>& names, std::vector<TextPlace>& texts)
{
    if (place.kind == JsonPlace::Kind::Other && json[place.begin] == '"')
        if (const auto value = parseJson(json.substr(place.begin, place.end - place.begin)))
            texts.push_back({names, place.begin, place.end, value->get<std::string>()});
    for (const JsonPlace& inside : place.inside) {
        std::vector<std::string> inner = names;
        if (place.kind == JsonPlace::Kind::Object)
            inner.push_back(inside.name);
        addTexts(inside, json, inner, texts);
    }
}

/// Removes the text up to and including `end` from `text` and returns the part before `end`; empty: not found.
std::optional<std::string> takenUpTo(std::string_view& text, std::string_view end)
{
    const auto at = text.find(end);
    if (at == std::string_view::npos)
        return std::nullopt;
    std::string taken(text.substr(0, at));
    text.remove_prefix(at + end.size());
    return taken;
}

/// The reason in a parser's message, such as "parse error at line 1, column 2: syntax error while parsing object -
/// unexpected '}'".
Sentence reasonOf(const Error& error)
{
    const std::string whole = error.text();
    std::string_view rest = whole;
    if (!takenUpTo(rest, "parse error at line "))
        return error.message;
    const auto line = takenUpTo(rest, ", column ");
    const auto column = line ? takenUpTo(rest, ": ") : std::nullopt;
    if (!column)
        return error.message;
    Sentence what = asIs(std::string(rest));
    if (takenUpTo(rest, "syntax error while parsing "))
        if (const auto parsed = takenUpTo(rest, " - "))
            what = {QT_TRANSLATE_NOOP("Error", "syntax error while parsing %1 - %2"), {*parsed, std::string(rest)}};
    return {QT_TRANSLATE_NOOP("Error", "line %1, column %2: %3"), {*line, *column, std::move(what)}};
}

} // namespace

Result<Json> parseJsonText(std::string_view bytes)
{
    const auto json = withoutComments(bytes);
    if (!json)
        return tl::unexpected(json.error());
    if (isBlank(*json))
        return Json::object();
    auto tree = parseJson(*json);
    if (!tree)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1; correct it, then try again"), {reasonOf(tree.error())}});
    if (const auto places = placesOf(*json); !places)
        return tl::unexpected(places.error());
    return tree;
}

Result<std::string> editJsonText(std::string_view bytes, const Edit& edit)
{
    const auto layout = layoutOf(bytes);
    if (!layout)
        return tl::unexpected(layout.error());
    if (isBlank(layout->json))
        return asWhole(*layout, edit);
    const JsonPlace* at = &layout->root;
    for (std::size_t i = 0; i < edit.path.size(); ++i) {
        const Step& step = edit.path[i];
        const JsonPlace* const next = inside(*layout, *at, step);
        if (next && !edit.value && i + 1 == edit.path.size())
            return without(*layout, *at, *next);
        if (next) {
            at = next;
            continue;
        }
        const Json made = wrapped(edit.path, i, *edit.value);
        if (at->kind == JsonPlace::Kind::Other || (at->inside.empty() && step.isItem() != (at->kind == JsonPlace::Kind::Array)))
            return spliced(bytes, at->begin, at->end, prettyText(made, *layout, std::string(indentAt(bytes, at->begin))));
        return at->inside.empty() ? withFirst(*layout, *at, step, made) : withAnother(*layout, *at, step, made);
    }
    return spliced(bytes, at->begin, at->end, prettyText(*edit.value, *layout, std::string(indentAt(bytes, at->begin))));
}

std::optional<SourcePlace> jsonSource(std::string_view bytes, const Path& path)
{
    const auto layout = layoutOf(bytes);
    const JsonPlace* at = layout ? &layout->root : nullptr;
    for (const Step& step : path)
        at = at ? inside(*layout, *at, step) : nullptr;
    return at ? std::optional(SourcePlace{at->begin, at->end}) : std::nullopt;
}

std::vector<TextPlace> jsonTexts(std::string_view bytes)
{
    std::vector<TextPlace> texts;
    if (const auto layout = layoutOf(bytes); layout && !isBlank(layout->json))
        addTexts(layout->root, layout->json, {}, texts);
    return texts;
}

} // namespace gateway::clients

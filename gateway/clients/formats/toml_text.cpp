// TOML. Source: https://toml.io/en/v1.0.0.

#include "format_writers.h"
#include "text_lines.h"

#include <QtGlobal>

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace gateway::clients {

namespace {

Json jsonOf(const toml::node& node)
{
    if (const auto* const table = node.as_table()) {
        Json object = Json::object();
        for (const auto& [key, value] : *table)
            object[std::string(key.str())] = jsonOf(value);
        return object;
    }
    if (const auto* const array = node.as_array()) {
        Json list = Json::array();
        for (const toml::node& each : *array)
            list.push_back(jsonOf(each));
        return list;
    }
    if (const auto* const text = node.as_string())
        return text->get();
    if (const auto* const number = node.as_integer())
        return number->get();
    if (const auto* const number = node.as_floating_point())
        return number->get();
    if (const auto* const truth = node.as_boolean())
        return truth->get();
    std::ostringstream moment; // a date or a time: JSON has no such type, and we never write it
    node.visit([&](const auto& value) { moment << value; });
    return "moment " + moment.str();
}

/// Converts exceptions of the parser. Errors: with the line.
Result<toml::table> tableOf(std::string_view text)
{
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& problem) { // its message may contain a part of the text
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "line %1: is not valid TOML, or has a duplicate name; correct it, then try again"), {std::to_string(problem.source().begin.line)}});
    }
}

/// The parser's columns count characters.
std::size_t offsetOf(std::string_view text, toml::source_position position)
{
    std::size_t at = beginOfLine(text, position.line);
    for (toml::source_index column = 1; column < position.column && at < text.size(); ++column)
        do
            ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    return at;
}

class TomlLayout {
public:
    TomlLayout(std::string_view text, const toml::table& root) : m_text(text) { collect(root); }

    std::size_t begin(const toml::node& node) const { return offsetOf(m_text, node.source().begin); }
    std::size_t end(const toml::node& node) const { return offsetOf(m_text, node.source().end); }

    /// Whether `table` has its own header.
    bool hasHeader(const toml::table& table) const
    {
        return !table.is_inline() && m_text.substr(begin(table)).starts_with('[') && !isImplied(table);
    }

    /// The end of the section that begins at `at`: the next header.
    std::size_t sectionEnd(std::size_t at) const
    {
        const auto next = std::upper_bound(m_headers.begin(), m_headers.end(), at);
        return next == m_headers.end() ? m_text.size() : lineBegin(m_text, *next);
    }

    /// The position after the last line with a value in [begin, end); `otherwise` if there is none.
    std::size_t behindValues(std::size_t begin, std::size_t end, std::size_t otherwise) const
    {
        std::size_t last = otherwise;
        for (const auto& [from, to] : m_values)
            if (from >= begin && from < end)
                last = std::max(last, nextLine(m_text, to));
        return last;
    }

    std::size_t firstHeader() const { return m_headers.empty() ? m_text.size() : lineBegin(m_text, m_headers.front()); }

private:
    void collect(const toml::node& node)
    {
        const auto* const table = node.as_table();
        const auto* const array = node.as_array();
        const bool isTables = array && !array->empty() && array->front().is_table() && !array->front().as_table()->is_inline();
        if ((table && !table->is_inline()) || isTables) {
            if (const std::size_t at = begin(node); m_text.substr(at).starts_with('['))
                m_headers.insert(std::lower_bound(m_headers.begin(), m_headers.end(), at), at);
            if (table)
                for (const auto& [key, value] : *table)
                    collect(value);
            else
                for (const toml::node& each : *array)
                    collect(each);
            return;
        }
        m_values.emplace_back(begin(node), std::max(begin(node), end(node) - 1));
    }

    /// A table that exists only because of the header of an inner table has the position of that header.
    bool isImplied(const toml::table& table) const
    {
        return std::any_of(table.begin(), table.end(), [&](const auto& member) {
            const toml::table* const inside = member.second.as_table();
            return inside && !inside->is_inline() && inside->source().begin == table.source().begin;
        });
    }

    std::string_view m_text;
    std::vector<std::size_t> m_headers; // in order
    std::vector<std::pair<std::size_t, std::size_t>> m_values; // first and last byte of each
};

std::string keyText(const std::string& name)
{
    const auto isBare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), isBare) ? name : toText(Json(name));
}

std::string keyText(const Path& path)
{
    std::string text;
    for (const Step& step : path)
        text += (text.empty() ? "" : ".") + keyText(step.field);
    return text;
}

const toml::node* find(const toml::table& root, const Path& path)
{
    const toml::node* at = &root;
    for (const Step& step : path) {
        const toml::table* const table = at->as_table();
        at = table ? table->get(step.field) : nullptr;
        if (!at)
            return nullptr;
    }
    return at;
}

/// An error if any value on `path` is an inline table, which cannot be extended.
Result<void> refuseInline(std::string_view text, const TomlLayout& layout, const toml::table& root, const Path& path)
{
    for (std::size_t count = 1; count <= path.size(); ++count) {
        const Path part(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count));
        const toml::node* const node = find(root, part);
        const toml::table* const table = node ? node->as_table() : nullptr;
        if (table && table->is_inline())
            return refusal(text, layout.begin(*table), {QT_TRANSLATE_NOOP("Error", "%1 is written on one line in braces; write it as a table [%2], then try again"), {pathText(part), keyText(part)}});
    }
    return {};
}

/// Where to insert a line at the top level: after the last such line, otherwise after a comment at the beginning of the
/// file.
std::size_t placeAtTop(std::string_view text, const TomlLayout& layout)
{
    const std::size_t begin = markLength(text);
    if (const std::size_t behind = layout.behindValues(begin, layout.firstHeader(), begin); behind > begin)
        return behind;
    std::size_t at = begin;
    while (at < text.size() && at < layout.firstHeader() && isEmptyLine(text, at) && lineTextEnd(text, at) > skipBlanks(text, at))
        at = nextLine(text, at);
    return at < text.size() && lineTextEnd(text, at) == skipBlanks(text, at) ? nextLine(text, at) : begin;
}

Result<std::string> withValue(std::string_view text, const toml::table& root, const Path& path, const Json& value)
{
    const TomlLayout layout(text, root);
    const Path parent(path.begin(), path.end() - 1);
    const std::string line = keyText(path.back().field) + " = " + toText(value) + std::string(lineEndOf(text));
    if (const toml::node* const there = find(root, path))
        return spliced(text, layout.begin(*there), layout.end(*there), toText(value));
    if (parent.empty()) {
        const std::size_t at = placeAtTop(text, layout);
        const bool isBeforeHeader = at == layout.firstHeader() && at < text.size() && layout.behindValues(0, at, 0) == 0;
        return withLines(text, at, isBeforeHeader ? line + std::string(lineEndOf(text)) : line);
    }
    if (auto refused = refuseInline(text, layout, root, parent); !refused)
        return tl::unexpected(refused.error());
    const toml::node* const owner = find(root, parent);
    const toml::table* const table = owner ? owner->as_table() : nullptr;
    if (table && layout.hasHeader(*table)) {
        const std::size_t header = layout.begin(*table);
        return withLines(text, layout.behindValues(header, layout.sectionEnd(header), nextLine(text, header)), line);
    }
    const std::string lineEnd(lineEndOf(text));
    const bool isFirst = text.size() == markLength(text);
    return withLines(text, text.size(), (isFirst ? std::string() : lineEnd) + '[' + keyText(parent) + ']' + lineEnd + line);
}

/// Removes the sections of `table` and its inner tables, last first.
std::string withoutTable(std::string_view text, const TomlLayout& layout, const toml::table& table)
{
    std::string made(text);
    std::vector<std::size_t> headers;
    const std::function<void(const toml::table&)> collect = [&](const toml::table& each) {
        if (layout.hasHeader(each))
            headers.push_back(layout.begin(each));
        for (const auto& [key, value] : each)
            if (const toml::table* const inside = value.as_table(); inside && !inside->is_inline())
                collect(*inside);
    };
    collect(table);
    std::sort(headers.rbegin(), headers.rend());
    for (const std::size_t header : headers) {
        const std::size_t begin = lineBegin(text, header);
        std::size_t end = layout.behindValues(header, layout.sectionEnd(header), nextLine(text, header));
        if (end < text.size() && lineTextEnd(text, end) == end) // an empty line between it and the next table
            end = nextLine(text, end);
        made.erase(begin, end - begin);
        const std::size_t before = begin > 0 ? lineBegin(made, begin - 1) : begin;
        if (begin == made.size() && before < begin && lineTextEnd(made, before) == before) // an empty line before the last table
            made.erase(before);
    }
    return made;
}

void addTexts(std::string_view text, const toml::node& node, const std::vector<std::string>& names, std::vector<TextPlace>& texts)
{
    if (const auto* const table = node.as_table())
        for (const auto& [key, value] : *table) {
            std::vector<std::string> inner = names;
            inner.emplace_back(key.str());
            addTexts(text, value, inner, texts);
        }
    else if (const auto* const array = node.as_array())
        for (const toml::node& each : *array)
            addTexts(text, each, names, texts);
    else if (const auto* const value = node.as_string())
        texts.push_back({names, offsetOf(text, node.source().begin), offsetOf(text, node.source().end), value->get()});
}

/// Removes values at `path` that are not in `value`.
Result<std::string> withoutOthers(std::string_view bytes, const Path& path, const Json& value)
{
    const auto root = tableOf(bytes);
    const toml::node* const there = root ? find(*root, path) : nullptr;
    const toml::table* const table = there ? there->as_table() : nullptr;
    if (!table)
        return there ? editTomlText(bytes, {path, std::nullopt}) : Result<std::string>(std::string(bytes));
    Result<std::string> text{std::string(bytes)};
    for (const auto& [key, member] : *table) {
        Path inner = path;
        inner.push_back({std::string(key.str())});
        if (text && !value.contains(inner.back().field))
            text = editTomlText(*text, {std::move(inner), std::nullopt});
    }
    return text;
}

/// Writes an object as the lines of a table, one for each value.
Result<std::string> withObject(std::string_view bytes, const Path& path, const Json& value)
{
    auto cleared = withoutOthers(bytes, path, value);
    if (!cleared)
        return cleared;
    std::string text = std::move(*cleared);
    for (const auto& [name, member] : value.items()) {
        Path inside = path;
        inside.push_back({name});
        const auto root = tableOf(text);
        const toml::node* const there = root ? find(*root, inside) : nullptr;
        if (there && jsonOf(*there) == member)
            continue; // keeps its spelling
        auto made = editTomlText(text, {std::move(inside), member});
        if (!made)
            return made;
        text = std::move(*made);
    }
    return text;
}

} // namespace

Result<Json> parseTomlText(std::string_view bytes)
{
    const auto table = tableOf(bytes);
    if (!table)
        return tl::unexpected(table.error());
    return jsonOf(*table);
}

Result<std::string> editTomlText(std::string_view bytes, const Edit& edit)
{
    if (std::any_of(edit.path.begin(), edit.path.end(), [](const Step& step) { return step.isItem(); }))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1: lists in TOML files cannot be edited"), {pathText(edit.path)}});
    if (edit.value && edit.value->is_object())
        return withObject(bytes, edit.path, *edit.value);
    const auto root = tableOf(bytes);
    if (!root)
        return tl::unexpected(root.error());
    if (edit.value)
        return withValue(bytes, *root, edit.path, *edit.value);
    const TomlLayout layout(bytes, *root);
    const Path parent(edit.path.begin(), edit.path.end() - 1);
    if (auto refused = refuseInline(bytes, layout, *root, parent); !refused)
        return tl::unexpected(refused.error());
    const toml::node& gone = *find(*root, edit.path);
    if (const toml::table* const table = gone.as_table(); table && !table->is_inline())
        return withoutTable(bytes, layout, *table);
    const std::size_t begin = lineBegin(bytes, layout.begin(gone));
    std::size_t end = nextLine(bytes, std::max(begin, layout.end(gone) - 1));
    if (begin == markLength(bytes) && end < bytes.size() && lineTextEnd(bytes, end) == end) // an empty line between the former first entry
                                                                                            // and a table
        end = nextLine(bytes, end);
    return spliced(bytes, begin, end, {});
}

std::optional<SourcePlace> tomlSource(std::string_view bytes, const Path& path)
{
    const auto root = tableOf(bytes);
    const toml::node* const node = root ? find(*root, path) : nullptr;
    if (!node)
        return std::nullopt;
    const TomlLayout layout(bytes, *root);
    const toml::table* const table = node->as_table();
    if (!table || table->is_inline()) // an array of tables has a position for each
        return node->is_array_of_tables() ? std::nullopt : std::optional(SourcePlace{layout.begin(*node), layout.end(*node)});
    const bool hasInner = std::ranges::any_of(*table, [](const auto& member) {
        const toml::table* const inner = member.second.as_table();
        return (inner && !inner->is_inline()) || member.second.is_array_of_tables();
    });
    if (hasInner || !layout.hasHeader(*table))
        return std::nullopt;
    const std::size_t header = layout.begin(*table);
    const std::size_t behind = layout.behindValues(header, layout.sectionEnd(header), nextLine(bytes, header));
    return SourcePlace{header, lineTextEnd(bytes, lineBegin(bytes, behind > header && bytes[behind - 1] == '\n' ? behind - 1 : behind))};
}

std::vector<TextPlace> tomlTexts(std::string_view bytes)
{
    std::vector<TextPlace> texts;
    if (const auto root = tableOf(bytes))
        addTexts(bytes, *root, {}, texts);
    return texts;
}

} // namespace gateway::clients

#include "edit.h"

#include "format_writers.h"
#include "text_lines.h"
#include "text_places.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gateway::clients {

namespace {

struct Writer {
    Format format;
    Result<Json> (*parse)(std::string_view bytes);
    Result<std::string> (*edit)(std::string_view bytes, const Edit& edit);
};

constexpr std::array kWriters{Writer{Format::Json, parseJsonText, editJsonText}, Writer{Format::Toml, parseTomlText, editTomlText},
    Writer{Format::Yaml, parseYamlText, editYamlText}, Writer{Format::Dotenv, parseDotenvText, editDotenvText}};

const Writer& writerOf(Format format)
{
    return *std::find_if(kWriters.begin(), kWriters.end(), [&](const Writer& writer) { return writer.format == format; });
}

bool isItem(const Json& value, const Step& step)
{
    if (!value.is_object())
        return false;
    const auto field = value.find(step.field);
    return field != value.end() && field->is_string() && field->get_ref<const std::string&>() == *step.value;
}

/// The value that `step` leads to; null: none.
const Json* inside(const Json& tree, const Step& step)
{
    if (!step.isItem()) {
        const auto found = tree.is_object() ? tree.find(step.field) : tree.end();
        return found == tree.end() ? nullptr : &*found;
    }
    if (!tree.is_array())
        return nullptr;
    const auto found = std::find_if(tree.begin(), tree.end(), [&](const Json& value) { return isItem(value, step); });
    return found == tree.end() ? nullptr : &*found;
}

/// What to do about the value at the first `count` steps of `path`, which the remaining steps cannot enter.
Sentence notWhatItShouldBe(const Path& path, std::size_t count)
{
    const bool isListWanted = path[count].isItem();
    if (count == 0)
        return Sentence::of(isListWanted ? QT_TRANSLATE_NOOP("Error", "the top level of the file is not a list; remove or correct it, then try again")
                                         : QT_TRANSLATE_NOOP("Error", "the top level of the file is not an object; remove or correct it, then try again"));
    return Sentence::of(isListWanted ? QT_TRANSLATE_NOOP("Error", "%1 is not a list; remove or correct it, then try again")
                                     : QT_TRANSLATE_NOOP("Error", "%1 is not an object; remove or correct it, then try again"),
        {pathText(Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count)))});
}

/// An empty object at the root may be an empty file: it becomes whatever is needed there.
bool isNothing(const Json& value, bool isTop) { return value.is_null() || (isTop && value.is_object() && value.empty()); }

Result<void> set(Json& tree, const Path& path, const Json& value)
{
    Json* at = &tree;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool fits = path[i].isItem() ? at->is_array() : at->is_object();
        if (!fits && !isNothing(*at, i == 0))
            return failure(ErrorKind::InvalidRequest, notWhatItShouldBe(path, i));
        if (Json* const next = const_cast<Json*>(inside(*at, path[i]))) {
            at = next;
            continue;
        }
        Json made = wrapped(path, i, value);
        if (!fits)
            *at = std::move(made);
        else if (path[i].isItem())
            at->push_back(std::move(made.front()));
        else
            (*at)[path[i].field] = std::move(made[path[i].field]);
        return {};
    }
    *at = value;
    return {};
}

void remove(Json& tree, const Path& path)
{
    const Path parent(path.begin(), path.end() - 1);
    Json* const container = const_cast<Json*>(find(tree, parent));
    const Json* const found = container ? inside(*container, path.back()) : nullptr;
    if (!found)
        return;
    if (path.back().isItem())
        container->erase(static_cast<std::size_t>(std::distance(std::as_const(*container).begin(), std::find_if(std::as_const(*container).begin(),
            std::as_const(*container).end(), [&](const Json& value) { return &value == found; }))));
    else
        container->erase(path.back().field);
}

/// A TOML table exists only if there is something in it.
void withoutEmptyTables(Json& tree)
{
    if (!tree.is_object())
        return;
    std::vector<std::string> empty;
    for (auto& [name, value] : tree.items()) {
        withoutEmptyTables(value);
        if (value.is_object() && value.empty())
            empty.push_back(name);
    }
    for (const std::string& name : empty)
        tree.erase(name);
}

bool isSame(const Json& left, const Json& right)
{
    if (!left.is_structured() || left.type() != right.type() || left.size() != right.size())
        return left == right;
    if (left.is_array())
        return std::equal(left.begin(), left.end(), right.begin(), isSame);
    return std::all_of(left.items().begin(), left.items().end(), [&](const auto& member) {
        const auto other = right.find(member.key());
        return other != right.end() && isSame(member.value(), *other);
    });
}

/// The line of the first string at `path`, or next to it.
std::optional<std::size_t> lineOfPath(Format format, std::string_view bytes, const Path& path)
{
    const auto places = textPlaces(format, bytes);
    for (std::size_t count = path.size(); count > 0; --count)
        for (const TextPlace& place : places)
            if (place.names.size() >= count && std::equal(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count), place.names.begin(), [](const Step& step, const std::string& name) { return !step.isItem() && step.field == name; }))
                return lineNumber(bytes, place.begin);
    return {};
}

Result<std::string> editOnce(const Writer& writer, std::string_view bytes, const Edit& edit)
{
    const auto before = writer.parse(bytes);
    if (!before)
        return tl::unexpected(before.error());
    const Json* const there = find(*before, edit.path);
    if (edit.value ? there && isSame(*there, *edit.value) : !there)
        return std::string(bytes);
    auto made = writer.edit(bytes, edit);
    if (!made)
        return made;
    const auto wanted = editedTree(*before, {edit});
    if (!wanted)
        return tl::unexpected(wanted.error());
    const auto after = writer.parse(*made);
    if (after && saysTheSame(writer.format, *after, *wanted))
        return made;
    Sentence why = {QT_TRANSLATE_NOOP("Error", "%1 cannot be changed without affecting the text around it; simplify this part of the file, or change it by hand"), {pathText(edit.path)}};
    if (const auto line = lineOfPath(writer.format, bytes, edit.path))
        why = {QT_TRANSLATE_NOOP("Error", "line %1: %2"), {std::to_string(*line), why}};
    return failure(ErrorKind::InvalidRequest, std::move(why));
}

} // namespace

std::string pathText(const Path& path)
{
    std::string text;
    for (const Step& step : path) {
        if (step.isItem())
            text += '[' + step.field + '=' + *step.value + ']';
        else
            text += (text.empty() ? "" : ".") + step.field;
    }
    return text;
}

Json wrapped(const Path& path, std::size_t count, const Json& value)
{
    Json made = value;
    for (std::size_t i = path.size(); i > count; --i) {
        const Step& step = path[i - 1];
        if (!step.isItem()) {
            made = Json::object({{step.field, std::move(made)}});
            continue;
        }
        Json item = Json::object({{step.field, *step.value}});
        if (made.is_object())
            item.update(made);
        made = Json::array({std::move(item)});
    }
    return made;
}

Result<Json> parseText(Format format, std::string_view bytes) { return writerOf(format).parse(bytes); }

const Json* find(const Json& tree, const Path& path)
{
    const Json* at = &tree;
    for (const Step& step : path)
        if (at = inside(*at, step); !at)
            return nullptr;
    return at;
}

Result<Json> editedTree(Json tree, const std::vector<Edit>& edits)
{
    for (const Edit& edit : edits) {
        if (!edit.value)
            remove(tree, edit.path);
        else if (auto isSet = set(tree, edit.path, *edit.value); !isSet)
            return tl::unexpected(isSet.error());
    }
    return tree;
}

bool saysTheSame(Format format, Json left, Json right)
{
    if (format == Format::Toml) {
        withoutEmptyTables(left);
        withoutEmptyTables(right);
    }
    return isSame(left, right);
}

Result<std::string> editText(Format format, std::string_view bytes, const std::vector<Edit>& edits)
{
    std::string made(bytes);
    for (const Edit& edit : edits) {
        auto next = editOnce(writerOf(format), made, edit);
        if (!next)
            return next;
        made = std::move(*next);
    }
    return made;
}

} // namespace gateway::clients

#pragma once

#include "place.h"
#include "text_rules.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/json_text.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// The representation of the C++ type `V` in the file: the single description from which reading, writing, editing and
/// the JSON Schema are derived.
template <class V> struct Shape {
    using Value = V;

    /// Reads `node` into `value`, or reports an issue and leaves `value` unchanged.
    std::function<void(const Json& node, V& value, const Place& place)> read;
    std::function<Json(const V& value)> write;
    /// Changes `node`, which represents `from`, to represent `to`, and nothing else.
    std::function<void(Json& node, const V& from, const V& to)> update;
    std::function<Json()> schema;
};

/// For the functions of an enclosing shape, which share this instead of each holding a copy: copies would multiply by
/// four with every level.
template <class V> std::shared_ptr<const Shape<V>> shared(Shape<V> shape)
{
    return std::make_shared<const Shape<V>>(std::move(shape));
}

/// The kind of the value, "a string", "null" and so on; never the value.
Sentence kindName(const Json& node);

/// "must be WHAT, is a string". Numbers are shown, since they are not secrets.
void reportWrong(const Place& place, const Sentence& what, const Json& node);

/// A shape whose value is replaced as a whole.
template <class V> Shape<V> plainShape(std::function<void(const Json&, V&, const Place&)> read,
    std::function<Json(const V&)> write, std::function<Json()> schema)
{
    auto update = [write](Json& node, const V&, const V& to) { node = write(to); };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

Shape<bool> boolean();

/// Any value, kept unchanged.
Shape<JsonText> anything();

/// A number without a fraction; empty if `node` is not one or is out of range.
std::optional<std::int64_t> wholeValue(const Json& node);

/// What such a number must be: "a whole number from 1 to 9", or "the number 1" if `least` equals `most`.
Sentence wholeNumberSentence(std::int64_t least, std::int64_t most);

/// `least` and `most` are inclusive.
template <class Int = int> Shape<Int> wholeNumber(std::int64_t least, std::int64_t most)
{
    return plainShape<Int>(
        [=](const Json& node, Int& value, const Place& place) {
            const auto number = wholeValue(node);
            if (number && *number >= least && *number <= most)
                value = static_cast<Int>(*number);
            else
                reportWrong(place, wholeNumberSentence(least, most), node);
        },
        [](const Int& value) { return Json(value); },
        [=] {
            return Json{{"type", "integer"}, {"minimum", least}, {"maximum", most}};
        });
}

/// Any number; `least` and `most` are inclusive.
Shape<double> number(double least, double most);

inline constexpr std::size_t kMaxTextLength = 4096; // bytes

/// Text of `least` to `most` bytes without control characters that satisfies `rule`.
Shape<std::string> text(const TextRule& rule = rules::kAny, std::size_t most = kMaxTextLength, std::size_t least = 1);

inline Shape<std::string> textOrEmpty(std::size_t most = kMaxTextLength) { return text(rules::kAny, most, 0); }

/// A fixed set of words.
template <class E> using Words = std::vector<std::pair<E, std::string_view>>;

/// `name` for messages: masked if it is long or looks like a key.
std::string shownName(const std::string& name);

/// `said` plus the closest of `known` to `given`, if any.
Sentence withMeant(Sentence said, std::string_view given, const std::vector<std::string>& known);

/// "must be one of a, b and c", plus the word that was probably meant.
void reportUnknownWord(const Place& place, const std::vector<std::string_view>& words, const Json& node);
Json wordSchema(const std::vector<std::string_view>& words);

template <class E> Shape<E> oneOf(Words<E> words)
{
    std::vector<std::string_view> names;
    for (const auto& [value, name] : words)
        names.push_back(name);
    return plainShape<E>(
        [words, names](const Json& node, E& value, const Place& place) {
            const auto* given = node.get_ptr<const std::string*>();
            for (const auto& [known, name] : words)
                if (given && *given == name) {
                    value = known;
                    return;
                }
            reportUnknownWord(place, names, node);
        },
        [words](const E& value) {
            for (const auto& [known, name] : words)
                if (known == value)
                    return Json(name);
            return Json();
        },
        [names] { return wordSchema(names); });
}

/// A fixed set of words, kept as text.
Shape<std::string> oneOf(const std::vector<std::string_view>& words);

/// Makes a schema accept null as well.
Json orNull(Json schema);

/// `null` for no value.
template <class V> Shape<std::optional<V>> orNull(Shape<V> given)
{
    using Optional = std::optional<V>;
    const auto inner = shared(std::move(given));
    auto read = [inner](const Json& node, Optional& value, const Place& place) {
        value = std::nullopt;
        if (!node.is_null())
            inner->read(node, value.emplace(), place);
    };
    auto write = [inner](const Optional& value) { return value ? inner->write(*value) : Json(); };
    auto update = [inner](Json& node, const Optional& from, const Optional& to) {
        if (from && to)
            inner->update(node, *from, *to);
        else
            node = to ? inner->write(*to) : Json();
    };
    return {std::move(read), std::move(write), std::move(update), [inner] { return orNull(inner->schema()); }};
}

/// Identifies entries of a list. `of` returns the text by which an entry is matched after an edit. With `key`, the name
/// of the field, it must be unique in the list.
template <class E> struct Identity {
    std::string (*of)(const E&) = nullptr;
    std::string_view key = {};
};

inline constexpr std::size_t kMaxItems = 10000;
inline constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// For each entry of `to` the index of its previous version in `from`, or `kNone`: the equal entry, else the one with
/// the same identity or, if identities need not be unique, the one at the same index.
template <class E>
std::vector<std::size_t> partners(const std::vector<E>& from, const std::vector<E>& to, const Identity<E>& identity)
{
    std::vector<std::size_t> found(to.size(), kNone);
    std::vector<bool> used(from.size(), false);
    const auto pass = [&](auto same) {
        for (std::size_t i = 0; i < to.size(); ++i)
            for (std::size_t j = 0; found[i] == kNone && j < from.size(); ++j)
                if (!used[j] && same(i, j)) {
                    found[i] = j;
                    used[j] = true;
                }
    };
    pass([&](std::size_t i, std::size_t j) { return i == j && to[i] == from[j]; });
    pass([&](std::size_t i, std::size_t j) { return to[i] == from[j]; });
    if (identity.of)
        pass([&](std::size_t i, std::size_t j) { return identity.of(to[i]) == identity.of(from[j]); });
    if (identity.key.empty())
        pass([](std::size_t i, std::size_t j) { return i == j; });
    return found;
}

/// Reports that the entries at `first` and `place` have the same name in their field `key`, with the remedy.
void reportSameName(const Place& place, const Place& first, std::string_view key, const std::string& name);

template <class E> void reportSameIdentity(const std::vector<E>& list, const Identity<E>& identity, const Place& place)
{
    if (identity.key.empty())
        return;
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string name = identity.of(list[i]);
        const auto [first, isNew] = seen.emplace(name, i);
        if (!isNew && !name.empty())
            reportSameName(place.item(i), place.item(first->second), identity.key, name);
    }
}

/// At least `least` entries.
template <class E> Shape<std::vector<E>> listOf(Shape<E> given, Identity<E> identity = {}, std::size_t least = 0)
{
    using List = std::vector<E>;
    const auto element = shared(std::move(given));
    auto read = [=](const Json& node, List& list, const Place& place) {
        if (!node.is_array() || node.size() < least || node.size() > kMaxItems)
            return reportWrong(place, Sentence::of(least == 0 ? QT_TRANSLATE_NOOP("Configuration", "an array") : QT_TRANSLATE_NOOP("Configuration", "an array with at least one entry")), node);
        list.assign(node.size(), E{});
        for (std::size_t i = 0; i < node.size(); ++i)
            element->read(node[i], list[i], place.item(i));
        reportSameIdentity(list, identity, place);
    };
    auto write = [element](const List& list) {
        Json node = Json::array();
        for (const E& entry : list)
            node.push_back(element->write(entry));
        return node;
    };
    auto update = [=](Json& node, const List& from, const List& to) {
        const auto before = partners(from, to, identity);
        Json next = Json::array();
        for (std::size_t i = 0; i < to.size(); ++i) {
            if (before[i] == kNone) {
                next.push_back(element->write(to[i]));
                continue;
            }
            next.push_back(std::move(node[before[i]]));
            if (!(from[before[i]] == to[i]))
                element->update(next.back(), from[before[i]], to[i]);
        }
        node = std::move(next);
    };
    auto schema = [=] {
        Json result{{"type", "array"}, {"items", element->schema()}};
        if (least > 0)
            result["minItems"] = least;
        return result;
    };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

/// An object with user-defined field names, in the order of the file.
template <class V>
Shape<std::vector<std::pair<std::string, V>>> mapOf(Shape<V> given, const TextRule& names = rules::kAny)
{
    using Map = std::vector<std::pair<std::string, V>>;
    const auto element = shared(std::move(given));
    const Shape<std::string> nameShape = text(names);
    auto read = [=](const Json& node, Map& map, const Place& place) {
        if (!node.is_object())
            return reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "an object"), node);
        map.clear();
        for (const auto& [name, value] : node.items()) {
            map.emplace_back(std::string(), V{});
            nameShape.read(Json(name), map.back().first, place.field(name));
            element->read(value, map.back().second, place.field(name));
        }
    };
    auto write = [element](const Map& map) {
        Json node = Json::object();
        for (const auto& [name, value] : map)
            node[name] = element->write(value);
        return node;
    };
    auto update = [element](Json& node, const Map& from, const Map& to) {
        Json next = Json::object();
        for (const auto& entry : to) {
            const auto& name = entry.first; // clang 14 cannot capture structured bindings
            const auto& value = entry.second;
            const auto before =
                std::find_if(from.begin(), from.end(), [&](const auto& pair) { return pair.first == name; });
            next[name] = before == from.end() ? element->write(value) : std::move(node[name]);
            if (before != from.end() && !(before->second == value))
                element->update(next[name], before->second, value);
        }
        node = std::move(next);
    };
    auto schema = [element] { return Json{{"type", "object"}, {"additionalProperties", element->schema()}}; };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

} // namespace gateway::config

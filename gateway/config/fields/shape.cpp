#include "shape.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/key_shape.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::config {

namespace {

constexpr std::size_t kMaxNameShown = 80;

Sentence wordList(const std::vector<std::string_view>& words)
{
    const auto quoted = [](std::string_view word) { return '"' + std::string(word) + '"'; };
    if (words.size() < 2)
        return words.empty() ? std::string() : quoted(words.front());
    std::string list = quoted(words.front());
    for (std::size_t i = 1; i + 1 < words.size(); ++i)
        list += ", " + quoted(words[i]);
    return {QT_TRANSLATE_NOOP("Configuration", "%1 or %2"), {list, quoted(words.back())}};
}

bool hasControlCharacter(std::string_view text)
{
    return std::any_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

} // namespace

Sentence kindName(const Json& node)
{
    switch (node.type()) {
    case Json::value_t::null:
        return std::string("null");
    case Json::value_t::object:
        return QT_TRANSLATE_NOOP("Configuration", "an object");
    case Json::value_t::array:
        return Sentence::of(node.empty() ? QT_TRANSLATE_NOOP("Configuration", "an empty array") : QT_TRANSLATE_NOOP("Configuration", "an array"));
    case Json::value_t::string:
        return Sentence::of(node.get_ref<const std::string&>().empty() ? QT_TRANSLATE_NOOP("Configuration", "an empty string") : QT_TRANSLATE_NOOP("Configuration", "a string"));
    case Json::value_t::boolean:
        return std::string(node.get<bool>() ? "true" : "false");
    default:
        return QT_TRANSLATE_NOOP("Configuration", "a number");
    }
}

Sentence wholeNumberSentence(std::int64_t least, std::int64_t most)
{
    if (least == most) return {QT_TRANSLATE_NOOP("Configuration", "the number %1"), {std::to_string(least)}};
    return {QT_TRANSLATE_NOOP("Configuration", "a whole number from %1 to %2"), {std::to_string(least), std::to_string(most)}};
}

void reportWrong(const Place& place, const Sentence& what, const Json& node)
{
    place.error({QT_TRANSLATE_NOOP("Configuration", "must be %1, not %2"), {what, node.is_number() ? Sentence(gateway::toText(node)) : kindName(node)}});
}

static bool mayBeShown(const std::string& name) { return name.size() <= kMaxNameShown && !hasKeyShape(name); }

std::string shownName(const std::string& name) { return mayBeShown(name) ? name : "***"; }

Sentence withMeant(Sentence said, std::string_view given, const std::vector<std::string>& known)
{
    const auto meant = closestNames(given, known, 1);
    if (meant.empty())
        return said;
    return {QT_TRANSLATE_NOOP("Configuration", "%1; did you mean \"%2\"?"), {std::move(said), meant.front()}};
}

void reportSameName(const Place& place, const Place& first, std::string_view key, const std::string& name)
{
    const std::string there = first.field(key).path();
    const std::string field(key);
    if (!mayBeShown(name))
        return place.field(key).error({QT_TRANSLATE_NOOP("Configuration", "is the same as %1; give one of the two entries another %2, or remove one of them"), {there, field}});
    place.field(key).error({QT_TRANSLATE_NOOP("Configuration", "is \"%1\", and so is %2; give one of the two entries another %3, or remove one of them"), {name, there, field}});
}

Shape<bool> boolean()
{
    return plainShape<bool>(
        [](const Json& node, bool& value, const Place& place) {
            if (node.is_boolean())
                value = node.get<bool>();
            else
                reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "true or false"), node);
        },
        [](const bool& value) { return Json(value); },
        [] {
            return Json{{"type", "boolean"}};
        });
}

Shape<JsonText> anything()
{
    return plainShape<JsonText>([](const Json& node, JsonText& value, const Place&) { value.text = gateway::toText(node); },
        [](const JsonText& value) { return parseJson(value.text).value_or(Json()); }, [] { return Json::object(); });
}

Shape<double> number(double least, double most)
{
    return plainShape<double>(
        [=](const Json& node, double& value, const Place& place) {
            if (node.is_number() && node.get<double>() >= least && node.get<double>() <= most)
                value = node.get<double>();
            else
                reportWrong(place, {QT_TRANSLATE_NOOP("Configuration", "a number from %1 to %2"), {Json(least).dump(), Json(most).dump()}}, node);
        },
        [](const double& value) { return Json(value); },
        [=] {
            return Json{{"type", "number"}, {"minimum", least}, {"maximum", most}};
        });
}

std::optional<std::int64_t> wholeValue(const Json& node)
{
    constexpr double kExactLimit = 9007199254740992.0; // 2^53
    if (node.is_number_unsigned()) {
        const auto value = node.get<std::uint64_t>();
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return std::nullopt;
        return static_cast<std::int64_t>(value);
    }
    if (node.is_number_integer())
        return node.get<std::int64_t>();
    if (node.is_number_float()) { // 10.0 is an integer, also in JSON Schema
        const double value = node.get<double>();
        if (std::trunc(value) == value && std::abs(value) <= kExactLimit)
            return static_cast<std::int64_t>(value);
    }
    return std::nullopt;
}

Shape<std::string> text(const TextRule& rule, std::size_t most, std::size_t least)
{
    return plainShape<std::string>(
        [rule, most, least](const Json& node, std::string& value, const Place& place) {
            const auto* given = node.get_ptr<const std::string*>();
            if (!given || given->size() < least)
                return reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "text"), node);
            if (given->size() > most)
                return place.error({QT_TRANSLATE_NOOP("Configuration", "must be at most %1 bytes long, not %2"), {std::to_string(most), std::to_string(given->size())}});
            if (hasControlCharacter(*given))
                return place.error(QT_TRANSLATE_NOOP("Configuration", "must not contain control characters such as line feeds"));
            const Sentence problem = rule.problem ? rule.problem(*given) : Sentence();
            if (!problem.isEmpty())
                return place.error(problem);
            value = *given;
        },
        [](const std::string& value) { return Json(value); },
        [rule, most, least] {
            Json schema{{"type", "string"}};
            if (least > 0)
                schema["minLength"] = least;
            schema["maxLength"] = most;
            if (rule.pattern)
                schema["pattern"] = rule.pattern;
            if (rule.format)
                schema["format"] = rule.format;
            return schema;
        });
}

void reportUnknownWord(const Place& place, const std::vector<std::string_view>& words, const Json& node)
{
    const Sentence what = words.size() > 2 ? Sentence(QT_TRANSLATE_NOOP("Configuration", "one of %1"), {wordList(words)}) : wordList(words);
    const auto* given = node.get_ptr<const std::string*>();
    if (!given)
        return reportWrong(place, what, node);
    const auto meant = closestNames(*given, {words.begin(), words.end()}, 1);
    if (meant.empty())
        place.error({QT_TRANSLATE_NOOP("Configuration", "must be %1, not other text"), {what}});
    else
        place.error({QT_TRANSLATE_NOOP("Configuration", "must be %1; did you mean \"%2\"?"), {what, meant.front()}});
}

Json wordSchema(const std::vector<std::string_view>& words)
{
    Json schema{{"enum", Json::array()}};
    for (const std::string_view word : words)
        schema["enum"].push_back(word);
    return schema;
}

Shape<std::string> oneOf(const std::vector<std::string_view>& words)
{
    Words<std::string> pairs;
    for (const std::string_view word : words)
        pairs.emplace_back(word, word);
    return oneOf<std::string>(std::move(pairs));
}

Json orNull(Json schema)
{
    if (auto words = schema.find("enum"); words != schema.end())
        words->push_back(nullptr);
    else if (auto type = schema.find("type"); type != schema.end() && type->is_string())
        *type = Json::array({*type, "null"});
    else
        schema = Json{{"anyOf", Json::array({schema, Json{{"type", "null"}}})}};
    return schema;
}

} // namespace gateway::config

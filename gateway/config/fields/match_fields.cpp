#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

#include <utility>

namespace gateway::config {

namespace {

constexpr int kMostTokens = 1000000000;

struct MatchWord {
    TextMatch::Kind kind;
    std::string_view key;
};
using MatchWords = std::vector<MatchWord>;
using Kind = TextMatch::Kind;

const MatchWord kExact{Kind::Exact, "exact"};
const MatchWord kPrefix{Kind::Prefix, "prefix"};
const MatchWord kSuffix{Kind::Suffix, "suffix"};
const MatchWord kRegex{Kind::Regex, "regex"};
const MatchWord kPresent{Kind::Present, "present"};

std::string listed(const MatchWords& words)
{
    std::string list;
    for (const MatchWord& word : words)
        list += (list.empty() ? "\"" : ", \"") + std::string(word.key) + '"';
    return list;
}

// The rule for the text of a predicate: `rule`, except for partial matches and expressions.
const TextRule& ruleFor(Kind kind, const TextRule& rule)
{
    if (kind == Kind::Regex)
        return rules::kRegex;
    return kind == Kind::Exact || kind == Kind::Prefix ? rule : rules::kAny;
}

void readMatch(const MatchWords& words, const TextRule& rule, const Json& node, TextMatch& value, const Place& place)
{
    const MatchWord* given = nullptr;
    for (const MatchWord& word : words) {
        if (!node.contains(word.key))
            continue;
        if (given)
            return place.error({QT_TRANSLATE_NOOP("Configuration", "must have only one of %1"), {listed(words)}});
        given = &word;
    }
    if (!given)
        return place.error({QT_TRANSLATE_NOOP("Configuration", "must have one of %1"), {listed(words)}});
    value.kind = given->kind;
    const Json& content = *node.find(given->key);
    if (given->kind != Kind::Present)
        text(ruleFor(given->kind, rule)).read(content, value.text, place.field(given->key));
    else if (content != true)
        reportWrong(place.field(given->key), std::string("true"), content);
}

void writeMatch(Json& node, const TextMatch& value, const MatchWords& words)
{
    for (const MatchWord& word : words)
        node.erase(std::string(word.key));
    for (const MatchWord& word : words)
        if (word.kind == value.kind)
            node[std::string(word.key)] = word.kind == Kind::Present ? Json(true) : Json(value.text);
}

Json matchSchema(const MatchWords& words, const TextRule& rule)
{
    Json schema{{"type", "object"}, {"properties", Json::object()}, {"oneOf", Json::array()}};
    for (const MatchWord& word : words) {
        schema["properties"][std::string(word.key)] =
            word.kind == Kind::Present ? Json{{"const", true}} : text(ruleFor(word.kind, rule)).schema();
        schema["oneOf"].push_back({{"required", Json::array({word.key})}});
    }
    return schema;
}

std::vector<std::string_view> keysOf(const MatchWords& words)
{
    std::vector<std::string_view> keys;
    for (const MatchWord& word : words)
        keys.push_back(word.key);
    return keys;
}

// {"prefix": "deepseek-"}
Shape<TextMatch> textMatch(const MatchWords& words, const TextRule& rule = rules::kAny)
{
    return {
        [=](const Json& node, TextMatch& value, const Place& place) {
            if (!node.is_object())
                return reportWrong(place, {QT_TRANSLATE_NOOP("Configuration", "an object with one of %1"), {listed(words)}}, node);
            readMatch(words, rule, node, value, place);
            reportUnknownFields(node, keysOf(words), place);
        },
        [=](const TextMatch& value) {
            Json node = Json::object();
            writeMatch(node, value, words);
            return node;
        },
        [=](Json& node, const TextMatch&, const TextMatch& to) { writeMatch(node, to, words); },
        [=] { return matchSchema(words, rule); },
    };
}

// {"name": "x-team", "exact": "red"}
Shape<NamedMatch> namedMatch(const TextRule& names)
{
    const MatchWords words{kExact, kPrefix, kRegex, kPresent};
    const Shape<std::string> name = text(names);
    std::vector<std::string_view> keys = keysOf(words);
    keys.insert(keys.begin(), "name");
    const auto write = [=](Json& node, const NamedMatch& value) {
        node["name"] = name.write(value.name);
        writeMatch(node, value.match, words);
    };
    return {
        [=](const Json& node, NamedMatch& value, const Place& place) {
            if (!node.is_object())
                return reportWrong(place, {QT_TRANSLATE_NOOP("Configuration", "an object with \"name\" and one of %1"), {listed(words)}}, node);
            if (const auto found = node.find("name"); found != node.end())
                name.read(*found, value.name, place.field("name"));
            else
                place.field("name").error(QT_TRANSLATE_NOOP("Configuration", "is missing"));
            readMatch(words, rules::kAny, node, value.match, place);
            reportUnknownFields(node, keys, place);
        },
        [=](const NamedMatch& value) {
            Json node = Json::object();
            write(node, value);
            return node;
        },
        [=](Json& node, const NamedMatch&, const NamedMatch& to) { write(node, to); },
        [=] {
            Json schema = matchSchema(words, rules::kAny);
            schema["properties"]["name"] = name.schema();
            schema["required"] = Json::array({"name"});
            return schema;
        },
    };
}

// One of these, or {"all": [{"name": "x-team", "exact": "red"}, {"name": "x-beta", "present": true}]}
Shape<NamedGroup> namedGroup(const TextRule& names)
{
    const auto one = shared(namedMatch(names));
    const auto all = shared(listOf(*one, {}, 1));
    return {
        [=](const Json& node, NamedGroup& value, const Place& place) {
            if (!node.is_object())
                return reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "an object with \"name\" or \"all\""), node);
            const auto parts = node.find("all");
            if (parts == node.end())
                return one->read(node, value.all.emplace_back(), place);
            if (node.contains("name"))
                return place.error({QT_TRANSLATE_NOOP("Configuration", "must have only one of %1"), {std::string(R"("name", "all")")}});
            all->read(*parts, value.all, place.field("all"));
            reportUnknownFields(node, {"all"}, place);
        },
        [=](const NamedGroup& value) {
            return value.all.size() == 1 ? one->write(value.all.front()) : Json{{"all", all->write(value.all)}};
        },
        [=](Json& node, const NamedGroup& from, const NamedGroup& to) {
            if (node.contains("all"))
                return all->update(node["all"], from.all, to.all);
            Json parts = Json::array({std::move(node)});
            all->update(parts, from.all, to.all);
            node = parts.size() == 1 ? Json(parts.front()) : Json{{"all", parts}};
        },
        [=] {
            Json schema = one->schema();
            schema.erase("required");
            for (Json& form : schema["oneOf"])
                form["required"].insert(form["required"].begin(), "name");
            schema["properties"]["all"] = all->schema();
            schema["properties"]["all"]["description"] = "All of these must match.";
            schema["oneOf"].push_back({{"required", Json::array({"all"})}});
            schema["not"] = {{"required", Json::array({"name", "all"})}};
            return schema;
        },
    };
}

// {"images": true, "input_tokens_above": 32000}
Shape<TraitMatch> traitShape()
{
    using T = TraitMatch;
    return object<T>({{
        row("tools", &T::tools, orNull(boolean()), "Whether the request declares tools."),
        row("images", &T::images, orNull(boolean()), "Whether a message contains an image."),
        row("stream", &T::stream, orNull(boolean()), "Whether the request asks for a stream."),
        row("input_tokens_above", &T::inputTokensAbove, orNull(wholeNumber(0, kMostTokens)),
            "The request has more than this many tokens, as estimated."),
    }, [](const Json&, const TraitMatch& value, const Place& place) {
        if (value == TraitMatch{})
            place.error(QT_TRANSLATE_NOOP("Configuration", "must have one of \"tools\", \"images\", \"stream\" or \"input_tokens_above\""));
    }});
}

// {"days": ["sat", "sun"], "from": "22:00", "to": "06:00", "zone": "Asia/Shanghai"}
Shape<TimeMatch> timeShape()
{
    using T = TimeMatch;
    return object<T>({{
        row("days", &T::days, listOf(oneOf({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})),
            "Days on which the window starts; empty: every day."),
        row("from", &T::from, text(rules::kClock), "Start of the window."),
        row("to", &T::to, text(rules::kClock), "End of the window; if earlier than the start, on the next day."),
        row("zone", &T::zone, text(rules::kTimeZone), "Time zone: \"local\", or a name such as Asia/Shanghai."),
    }});
}

FieldTable<MatchSettings> matchFields()
{
    using M = MatchSettings;
    const MatchWords all{kExact, kPrefix, kSuffix, kRegex};
    return {
        row("models", &M::models, listOf(textMatch(all)), "Requested model."),
        row("domains", &M::domains, listOf(text(rules::kDomain)), "Host name of the request: exact, or *.name."),
        row("paths", &M::paths, listOf(textMatch(all, rules::kPath)),
            "Path of the request. A prefix other than / is removed from the upstream path."),
        row("methods", &M::methods, listOf(text(rules::kMethod)), "HTTP method."),
        row("headers", &M::headers, listOf(namedGroup(rules::kToken)),
            "Headers of the request; the entries of one \"all\" must all match."),
        row("query", &M::query, listOf(namedGroup(rules::kAny)),
            "Query parameters of the request; the entries of one \"all\" must all match."),
        row("consumers", &M::consumers, listOf(text()),
            "Names of consumers; \"anonymous\" stands for every caller without a key. Others skip the route."),
        row("traits", &M::traits, listOf(traitShape()), "Features of the request; everything in one entry must match."),
        row("times", &M::times, listOf(timeShape()), "Time windows of the route."),
    };
}

} // namespace

const Shape<MatchSettings>& matchShape()
{
    static const Shape<MatchSettings> shape = object<MatchSettings>({matchFields()});
    return shape;
}

} // namespace gateway::config

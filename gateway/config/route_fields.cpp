#include "field_table.h"
#include "fields.h"

#include <array>

namespace gateway::config {

namespace {

constexpr int kMaxPriority = 1000000;
constexpr int kMaxWeight = 1000000;
constexpr int kMaxAttempts = 100;
constexpr std::size_t kMaxNameLength = 128;
constexpr int kMostTokens = 1000000000;

FieldTable<MatchSettings> matchFields();

Shape<TargetSettings> targetShape()
{
    using T = TargetSettings;
    return object<T>({{
        row("provider", &T::provider, text(rules::kId, kMaxNameLength), "The id of a configured provider.",
            FieldKind::Required),
        row("model", &T::model, orNull(text()), "The upstream model; null keeps the requested one."),
        row("priority", &T::priority, wholeNumber(-kMaxPriority, kMaxPriority),
            "The higher comes first; lower ones are the fallback."),
        row("weight", &T::weight, wholeNumber(0, kMaxWeight), "Share among targets of the same priority."),
        part("parameters", &T::parameters, parametersShape(),
            "Changes to the parameters of the request; they win over the provider's."),
    }});
}

Shape<BalancerSettings> balancerShape()
{
    using B = BalancerSettings;
    return object<B>({{
        row("algorithm", &B::algorithm, oneOf({"roundrobin", "chash", "least_busy", "fastest", "cheapest", "sticky"}),
            "How to choose among targets of the same priority."),
        row("hash_on", &B::hashOn, oneOf({"vars", "header", "cookie", "consumer", "vars_combinations"}),
            "What chash hashes."),
        row("key", &B::key, text(),
            "Name of the header, cookie or variable that is hashed; a text with $variables for vars_combinations."),
    }});
}

Words<FailureClass> failureWords()
{
    Words<FailureClass> words;
    for (int i = 0; i <= static_cast<int>(FailureClass::EmptyAnswer); ++i)
        words.emplace_back(static_cast<FailureClass>(i), toText(static_cast<FailureClass>(i)));
    return words;
}

Shape<FallbackSettings> fallbackShape()
{
    using F = FallbackSettings;
    return object<F>({{
        row("on", &F::on, listOf(oneOf<FailureClass>(failureWords())),
            "The failures after which the next target is tried."),
        row("statuses", &F::statuses, listOf(wholeNumber(400, 599)),
            "HTTP statuses after which the next target is tried, too."),
        row("retries", &F::retries, wholeNumber(0, kMaxAttempts), "How often the same target is tried again."),
        row("max_attempts", &F::maxAttempts, wholeNumber(1, kMaxAttempts),
            "Most attempts for one request, over all targets."),
        row("deadline_ms", &F::deadline_ms, orNull(wholeNumber(1, kDay_ms)),
            "Limit for all attempts before the first byte; null is none."),
        row("retry_on_failure_within_ms", &F::retryOnFailureWithin_ms, orNull(wholeNumber(1, kHour_ms)),
            "Only an attempt that failed within this time is tried again; null is any."),
        row("backoff_ms", &F::backoff_ms, wholeNumber(0, kHour_ms), "Wait before the same target is tried again."),
        row("hedge_after_ms", &F::hedgeAfter_ms, orNull(wholeNumber(1, kHour_ms)),
            "After this time without an answer the next target is asked as well; null is never."),
        row("allow_degraded", &F::allowDegraded, boolean(),
            "Whether a target may be used whose model cannot take all of the request: its tools, images, length or schema."),
        row("continue_partial", &F::continuePartial, boolean(),
            "Whether a stream that broke off is continued by the next target."),
    }});
}

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

// What the text of a match must be: `rule`, but for parts and expressions.
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
            return place.error("must have only one of " + listed(words));
        given = &word;
    }
    if (!given)
        return place.error("must have one of " + listed(words));
    value.kind = given->kind;
    const Json& content = *node.find(given->key);
    if (given->kind != Kind::Present)
        text(ruleFor(given->kind, rule)).read(content, value.text, place.field(given->key));
    else if (content != true)
        reportWrong(place.field(given->key), "true", content);
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
                return reportWrong(place, "an object with one of " + listed(words), node);
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
                return reportWrong(place, "an object with \"name\" and one of " + listed(words), node);
            if (const auto found = node.find("name"); found != node.end())
                name.read(*found, value.name, place.field("name"));
            else
                place.field("name").error("is missing");
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

// {"images": true, "input_tokens_above": 32000}
Shape<TraitMatch> traitShape()
{
    using T = TraitMatch;
    return object<T>({{
        row("tools", &T::tools, orNull(boolean()), "Whether it declares tools."),
        row("images", &T::images, orNull(boolean()), "Whether one of its messages shows an image."),
        row("stream", &T::stream, orNull(boolean()), "Whether it asks for a stream."),
        row("input_tokens_above", &T::inputTokensAbove, orNull(wholeNumber(0, kMostTokens)),
            "It holds more tokens than these, by estimate."),
    }, [](const Json&, const TraitMatch& value, const Place& place) {
        if (value == TraitMatch{})
            place.error("must have one of \"tools\", \"images\", \"stream\" or \"input_tokens_above\"");
    }});
}

// {"days": ["sat", "sun"], "from": "22:00", "to": "06:00", "zone": "Asia/Shanghai"}
Shape<TimeMatch> timeShape()
{
    using T = TimeMatch;
    return object<T>({{
        row("days", &T::days, listOf(oneOf({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})),
            "The days on which it begins; empty is every day."),
        row("from", &T::from, text(rules::kClock), "When it begins."),
        row("to", &T::to, text(rules::kClock), "When it is over; where that is before its beginning, on the next day."),
        row("zone", &T::zone, text(rules::kTimeZone), "\"local\", or the name of a time zone such as Asia/Shanghai."),
    }});
}

FieldTable<MatchSettings> matchFields()
{
    using M = MatchSettings;
    const MatchWords all{kExact, kPrefix, kSuffix, kRegex};
    return {
        row("models", &M::models, listOf(textMatch(all)), "The requested model."),
        row("domains", &M::domains, listOf(text(rules::kDomain)), "The host that the request names: exact, or *.name."),
        row("paths", &M::paths, listOf(textMatch(all, rules::kPath)),
            "The path of the request. A prefix other than / is taken off what goes upstream."),
        row("methods", &M::methods, listOf(text(rules::kMethod)), "The HTTP method."),
        row("headers", &M::headers, listOf(namedMatch(rules::kToken)), "Headers of the request."),
        row("query", &M::query, listOf(namedMatch(rules::kAny)), "Query parameters of the request."),
        row("consumers", &M::consumers, listOf(text()),
            "Names of consumers; \"anonymous\" is every caller without a key."),
        row("traits", &M::traits, listOf(traitShape()), "What the request holds or needs; all of one entry must be so."),
        row("times", &M::times, listOf(timeShape()), "When the route holds."),
    };
}

std::string targetIdentity(const TargetSettings& target)
{
    return target.provider + '\n' + target.model.value_or(std::string());
}

FieldTable<RouteSettings> routeFields()
{
    using R = RouteSettings;
    return {
        row("id", &R::id, text(rules::kId, kMaxNameLength), "Names the route.", FieldKind::Required),
        row("enabled", &R::enabled, boolean(), "Whether the route is used."),
        part("match", &R::match, matchShape(),
            "Which requests take the route. Several of one kind are alternatives; the kinds must all hold; an empty "
            "kind always holds."),
        row("targets", &R::targets, listOf(targetShape(), Identity<TargetSettings>{targetIdentity}, 1),
            "Who may answer, at least one.", FieldKind::Required),
        part("balancer", &R::balancer, balancerShape(), "How to choose among targets of the same priority."),
        part("fallback", &R::fallback, fallbackShape(), "When the next target is tried."),
        row("client_credential", &R::clientCredential, boolean(),
            "Passes the client's own authorization on to the first target's provider, without fallback to another."),
        row("consumers", &R::consumers, listOf(text()),
            "Names of the consumers that may use the route; empty is everybody."),
        plannedObject<R>("policies", "Policies of this route, by name."),
    };
}

} // namespace

const Shape<MatchSettings>& matchShape()
{
    static const Shape<MatchSettings> shape = object<MatchSettings>({matchFields()});
    return shape;
}

const Shape<RouteSettings>& routeShape()
{
    static const Shape<RouteSettings> shape = object<RouteSettings>({routeFields()});
    return shape;
}

} // namespace gateway::config

#include "field_table.h"
#include "fields.h"

#include "gateway/limits/terms/count_expression.h"
#include "gateway/limits/terms/period.h"

#include <QtGlobal>

#include <array>
#include <string>
#include <string_view>

namespace gateway::config {

namespace {

constexpr std::int64_t kMostCounted = 1'000'000'000'000'000; // tokens or requests; more is a mistake
constexpr double kMostCost = 1e6;
constexpr std::int64_t kMostConcurrent = 1'000'000;
constexpr int kMostQueued = 100'000;
constexpr double kMostRaised = 1e15;
constexpr int kMostPercent = 100;

template <class E, std::size_t Size> Words<E> wordsOf(const std::array<std::string_view, Size>& names)
{
    Words<E> words;
    for (std::size_t i = 0; i < Size; ++i)
        words.emplace_back(static_cast<E>(i), names[i]);
    return words;
}

/// A value that is one word or an object. `isObject`: whether the value needs the object.
template <class V> Shape<V> wordOrObject(Shape<V> word, Shape<V> whole, bool (*isObject)(const V&))
{
    const auto plain = shared(std::move(word));
    const auto object = shared(std::move(whole));
    const auto of = [=](const V& value) -> const Shape<V>& { return isObject(value) ? *object : *plain; };
    auto read = [=](const Json& node, V& value, const Place& place) {
        V found;
        (node.is_object() ? *object : *plain).read(node, found, place);
        value = found;
    };
    auto write = [=](const V& value) { return of(value).write(value); };
    auto update = [=](Json& node, const V& from, const V& to) {
        if (node.is_object() && isObject(to))
            object->update(node, from, to);
        else
            node = of(to).write(to);
    };
    auto schema = [=] { return Json{{"anyOf", Json::array({plain->schema(), object->schema()})}}; };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

/// A shape of a member, for the whole struct.
template <class T, class V> Shape<T> memberShape(V T::*member, const Shape<V>& shape)
{
    return plainShape<T>([=](const Json& node, T& value, const Place& place) { shape.read(node, value.*member, place); },
        [=](const T& value) { return shape.write(value.*member); }, shape.schema);
}

void checkExpression(const Json&, const LimitCount& count, const Place& place)
{
    if (count.expression.empty())
        return; // missing, and reported
    if (const auto parsed = limits::CountExpression::parse(count.expression); !parsed)
        place.field("expression").error(parsed.error());
}

/// "total", or {"expression": "input + 5 * output"}.
Shape<LimitCount> countShape()
{
    using C = LimitCount;
    return wordOrObject<C>(memberShape(&C::which, oneOf({"input", "output", "total"})),
        object<C>({{row("expression", &C::expression, text(rules::kAny, limits::CountExpression::kLongest),
                       "Arithmetic over input (without cached), cached, cache_write, output, reasoning and total; rounded, and at least 0.", FieldKind::Required)},
            checkExpression}),
        [](const C& count) { return !count.expression.empty(); });
}

/// "hour", or {"seconds": 18000}.
Shape<LimitWindow> windowShape()
{
    using W = LimitWindow;
    Words<std::optional<CalendarUnit>> units;
    for (std::size_t i = 0; i < kCalendarUnitNames.size(); ++i)
        units.emplace_back(static_cast<CalendarUnit>(i), kCalendarUnitNames[i]);
    return wordOrObject<W>(memberShape(&W::unit, oneOf<std::optional<CalendarUnit>>(std::move(units))),
        object<W>({{row("seconds", &W::seconds, wholeNumber<std::int64_t>(1, limits::kLongestPeriod_s), "Length of the window.", FieldKind::Required)}}),
        [](const W& window) { return window.seconds > 0; });
}

/// "refuse", or {"to": "ollama/qwen3"}.
Shape<LimitExceeded> exceededShape()
{
    using E = LimitExceeded;
    const Shape<E> word = plainShape<E>(
        [](const Json& node, E&, const Place& place) {
            if (node != "refuse")
                reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "\"refuse\" or an object such as {\"to\": \"ollama/qwen3\"}"), node);
        },
        [](const E&) { return Json("refuse"); }, [] { return wordSchema({"refuse"}); });
    return wordOrObject<E>(word,
        object<E>({{row("to", &E::to, text(rules::kTarget), "Target that gets the request instead, as PROVIDER/MODEL.", FieldKind::Required)}}),
        [](const E& exceeded) { return !exceeded.to.empty(); });
}

Shape<LimitRaise> raiseShape()
{
    using R = LimitRaise;
    return object<R>({{
        row("to", &R::to, number(0, kMostRaised), "The higher limit.", FieldKind::Required),
        row("until", &R::until, text(rules::kTimestamp), "Until when it applies.", FieldKind::Required),
    }});
}

Shape<LimitMatch> limitMatchShape()
{
    using M = LimitMatch;
    return object<M>({{
        row("providers", &M::providers, listOf(text()), "Ids of the providers that the limit applies to; empty: all."),
        row("models", &M::models, listOf(text()), "Upstream names of the models that it applies to; empty: all."),
        row("consumers", &M::consumers, listOf(text()), "Names of the consumers that it applies to; empty: all."),
    }});
}

bool states(const Json& node, std::string_view field)
{
    const auto found = node.find(field);
    return found != node.end() && !found->is_null();
}

/// Reports fields that have no meaning for a limit of this kind.
void checkOthers(const Json& node, std::string_view kind, const Place& place)
{
    struct Row {
        std::string_view field;
        std::array<std::string_view, 2> kinds;
        Sentence problem;
    };
    const std::array rows{
        Row{"count", {"tokens", {}}, QT_TRANSLATE_NOOP("Configuration", "applies only to a limit of \"tokens\"; remove it")},
        Row{"currency", {"cost", {}}, QT_TRANSLATE_NOOP("Configuration", "applies only to a limit of \"cost\"; remove it")},
        Row{"reserve", {"tokens", "cost"}, QT_TRANSLATE_NOOP("Configuration", "applies only to a limit of \"tokens\" or \"cost\"; remove it")},
        Row{"queue", {"concurrent", {}}, QT_TRANSLATE_NOOP("Configuration", "applies only to a limit of \"concurrent\"; remove it")},
        Row{"queue_ms", {"concurrent", {}}, QT_TRANSLATE_NOOP("Configuration", "applies only to a limit of \"concurrent\"; remove it")},
    };
    for (const Row& row : rows)
        if (states(node, row.field) && kind != row.kinds[0] && kind != row.kinds[1])
            place.field(row.field).error(row.problem);
}

void checkWindow(const Json& node, const LimitSettings& limit, std::string_view kind, const Place& place)
{
    const bool isConcurrent = kind == "concurrent";
    const Place per = place.field("per");
    if (isConcurrent && states(node, "per"))
        per.error(QT_TRANSLATE_NOOP("Configuration", "has no meaning for a limit of requests in flight; remove it"));
    else if (!isConcurrent && !states(node, "per"))
        per.error(QT_TRANSLATE_NOOP("Configuration", "is missing; write second, minute, hour, day, week, month or {\"seconds\": N}"));
    if (!limit.calendar)
        return;
    if (isConcurrent)
        place.field("calendar").error(QT_TRANSLATE_NOOP("Configuration", "has no meaning for a limit of requests in flight; remove it"));
    else if (limit.per && limit.per->seconds > 0)
        place.field("calendar").error(QT_TRANSLATE_NOOP("Configuration", "needs a unit of the calendar: set \"per\" to second, minute, hour, day, week or month, or remove \"calendar\""));
}

/// Of the limit that is set; 0 if it could not be read.
double amountOf(const LimitSettings& limit)
{
    switch (limit.kind()) {
    case LimitKind::Requests: return static_cast<double>(limit.requests.value_or(0));
    case LimitKind::Tokens: return static_cast<double>(*limit.tokens);
    case LimitKind::Cost: return *limit.cost;
    case LimitKind::Concurrent: return static_cast<double>(*limit.concurrent);
    }
    return 0;
}

void checkRaise(const LimitSettings& limit, std::string_view kind, const Place& place)
{
    if (!limit.raise)
        return;
    const Place raise = place.field("raise");
    const Place to = raise.field("to");
    if (kind != "cost" && limit.raise->to != static_cast<double>(static_cast<std::int64_t>(limit.raise->to)))
        to.error({QT_TRANSLATE_NOOP("Configuration", "must be a whole number, because the limit counts %1"), {std::string(kind)}});
    else if (limit.raise->to <= amountOf(limit))
        to.warning(QT_TRANSLATE_NOOP("Configuration", "has no effect because it is not above the limit"));
}

/// A value that is in a list twice changes nothing there, so another one is meant.
template <class Value> void checkOnce(const Json& node, const char* name, const std::vector<Value>& list, const Place& parent)
{
    if (!node.contains(name) || node[name].size() != list.size())
        return; // some of them are wrong anyway
    const Place place = parent.field(name);
    for (std::size_t i = 1; i < list.size(); ++i)
        if (const auto here = list.begin() + static_cast<std::ptrdiff_t>(i); std::find(list.begin(), here, *here) != here)
            place.item(i).error(QT_TRANSLATE_NOOP("Configuration", "is in this list already; remove it, or name another one"));
}

void checkLimit(const Json& node, const LimitSettings& limit, const Place& place)
{
    checkOnce(node, "by", limit.by, place);
    checkOnce(node, "warn_at", limit.warnAt, place);
    std::string_view kind;
    for (const std::string_view name : kLimitKindNames) {
        if (!states(node, name))
            continue;
        if (!kind.empty())
            place.field(name).error({QT_TRANSLATE_NOOP("Configuration", "must not be set beside \"%1\": a limit counts one thing; make two limits"), {std::string(kind)}});
        else
            kind = name;
    }
    if (kind.empty()) {
        place.error(QT_TRANSLATE_NOOP("Configuration", "must have one of \"requests\", \"tokens\", \"cost\" and \"concurrent\""));
        return;
    }
    checkOthers(node, kind, place);
    checkWindow(node, limit, kind, place);
    checkRaise(limit, kind, place);
    if (kind == "concurrent" && states(node, "queue_ms") && !states(node, "queue"))
        place.field("queue_ms").error(QT_TRANSLATE_NOOP("Configuration", "has no effect without \"queue\", the number of requests that may wait; set it, or remove \"queue_ms\""));
}

} // namespace

const Shape<LimitSettings>& limitShape()
{
    static const Shape<LimitSettings> shape = object<LimitSettings>({{
        row("name", &LimitSettings::name, text(rules::kLimitName, kMaxLimitName), "Name of the limit, unique in the configuration.", FieldKind::Required),
        row("enabled", &LimitSettings::enabled, boolean(), "Whether the limit is enabled."),
        row("requests", &LimitSettings::requests, orNull(wholeNumber<std::int64_t>(0, kMostCounted)), "Limit of requests per window. A limit has one of requests, tokens, cost and concurrent."),
        row("tokens", &LimitSettings::tokens, orNull(wholeNumber<std::int64_t>(0, kMostCounted)), "Limit of tokens per window."),
        row("cost", &LimitSettings::cost, orNull(number(0, kMostCost)), "Limit of cost per window, in units of the currency."),
        row("concurrent", &LimitSettings::concurrent, orNull(wholeNumber<std::int64_t>(0, kMostConcurrent)), "Limit of requests in flight."),
        row("raise", &LimitSettings::raise, orNull(raiseShape()), "A higher limit until some time; null: none."),
        row("currency", &LimitSettings::currency, currencyShape(), "Currency of the cost; cost in the other currency is converted at the exchange rate."),
        row("count", &LimitSettings::count, countShape(), "Which tokens count: input, output, total, or an expression."),
        row("per", &LimitSettings::per, orNull(windowShape()), "Window of the limit: second, minute, hour, day, week, month (30 days unless calendar is set), or a number of seconds.", FieldKind::Conditional),
        row("calendar", &LimitSettings::calendar, boolean(),
            "Whether the window begins at the turn of its unit in this machine's time zone; weeks begin on Monday. Otherwise it slides."),
        row("by", &LimitSettings::by, listOf(oneOf<LimitBy>(wordsOf<LimitBy>(kLimitByNames))),
            "What has a counter of its own: each combination of the values of these. Empty: one counter for all that the limit covers."),
        part("match", &LimitSettings::match, limitMatchShape(), "Which of the requests the limit applies to; empty lists apply to all."),
        row("reserve", &LimitSettings::reserve, oneOf<LimitReserve>(wordsOf<LimitReserve>(kLimitReserveNames)),
            "What a request reserves until it ends: max (its input and the most it may answer, so that the limit is never exceeded), estimate (the median of the last 50 "
            "requests to the model), or none."),
        row("on_exceeded", &LimitSettings::onExceeded, exceededShape(), "What happens at the limit: requests are refused, or go to another target."),
        row("warn_at", &LimitSettings::warnAt, listOf(wholeNumber(1, kMostPercent)), "Percentages of the limit at which you are notified."),
        row("queue", &LimitSettings::queue, wholeNumber(0, kMostQueued), "For concurrent: how many requests may wait for their turn, in order; 0: none."),
        row("queue_ms", &LimitSettings::queue_ms, wholeNumber(1, kHour_ms), "For concurrent: how long a request waits before it is refused."),
    }, checkLimit});
    return shape;
}

} // namespace gateway::config

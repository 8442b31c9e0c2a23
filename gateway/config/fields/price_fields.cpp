#include "field_table.h"
#include "fields.h"

namespace gateway::config {

namespace {

constexpr double kMaxPrice = 1e6; // far above any; a cent more would be somebody's mistake
constexpr double kMaxFactor = 100;
constexpr std::int64_t kMaxTokens = 1'000'000'000;
constexpr double kLeastRate = 1; // yuan for a dollar: what is below was put in upside down
constexpr double kMostRate = 100;

/// Of a price, and of its tiers.
template <class T> FieldTable<T> rateRows()
{
    using Amount = std::optional<double>;
    const Shape<Amount> amount = orNull(number(0, kMaxPrice));
    const auto of = [&amount](std::string_view key, Amount T::*member, std::string_view help) {
        return row<T, Amount>(key, member, amount, help);
    };
    return {
        of("input", &T::input, "For a million tokens of fresh input."),
        of("cached_input", &T::cachedInput, "For a million that were read from a cache; null: as fresh input."),
        of("cache_write", &T::cacheWrite, "For a million that were written to a cache; null: as fresh input."),
        of("cache_write_1h", &T::cacheWriteHour, "For a million that were written to stay for an hour; null: as cache_write."),
        of("output", &T::output, "For a million tokens of output."),
        of("reasoning", &T::reasoning, "For a million tokens of reasoning; null: as output."),
        of("audio_input", &T::audioInput, "For a million tokens of sound in the input; null: not known, at least as fresh input."),
        of("audio_output", &T::audioOutput, "For a million tokens of sound in the output; null: not known, at least as output."),
        of("image_input", &T::imageInput,
            "For a million tokens of pictures in the input; null: as fresh input, which is not known where audio_input stands here."),
        of("image_output", &T::imageOutput, "For a million tokens of pictures in the output; null: not known, at least as output."),
        of("cached_audio_input", &T::cachedAudioInput,
            "For a million tokens of sound that were read from a cache; null: as cached_input where sound costs what text does, "
            "else not known."),
        of("cached_image_input", &T::cachedImageInput, "The same of pictures."),
        of("explicit_cached_input", &T::explicitCachedInput,
            "For a million that were read from a cache that the request asked for, where the answer tells that it did; null: as cached_input."),
    };
}

Shape<PriceTier> tierShape()
{
    using T = PriceTier;
    FieldTable<T> rows{row("above", &T::above, wholeNumber<std::int64_t>(1, kMaxTokens),
        "Tokens of the whole prompt, cached ones among them: a request with more costs this.", FieldKind::Required)};
    for (Field<T>& each : rateRows<T>())
        rows.push_back(std::move(each));
    return object<T>({std::move(rows)});
}

} // namespace

Shape<Currency> currencyShape() { return oneOf(Words<Currency>{{Currency::Usd, "USD"}, {Currency::Cny, "CNY"}}); }

const Shape<PriceHours>& priceHoursShape()
{
    using H = PriceHours;
    static const Shape<H> shape = object<H>({{
        row("days", &H::days, listOf(oneOf({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})),
            "The days on which they begin; empty is every day."),
        row("from", &H::from, text(rules::kClock), "When they begin."),
        row("to", &H::to, text(rules::kClock), "When they are over; where that is before their beginning, on the next day."),
        row("zone", &H::zone, text(rules::kTimeZone), "The name of a time zone such as Asia/Shanghai, or \"local\"."),
        row("except", &H::except, listOf(text(rules::kDays)), "Days there without them, such as 2026-10-01..2026-10-07."),
        row("factor", &H::factor, number(0, kMaxFactor), "How many times as much everything costs then.", FieldKind::Required),
    }});
    return shape;
}

const Shape<PriceSettings>& priceShape()
{
    using P = PriceSettings;
    static const Shape<P> shape = [] {
        const Shape<std::optional<double>> factor = orNull(number(0, kMaxFactor));
        FieldTable<P> rows{
            row("provider", &P::provider, textOrEmpty(), "Id of the provider; without it, at any."),
            row("model", &P::model, text(), "As it is called upstream; * at the end stands for anything.", FieldKind::Required),
            row("currency", &P::currency, currencyShape(), "Of the amounts."),
        };
        for (Field<P>& each : rateRows<P>())
            rows.push_back(std::move(each));
        rows.push_back(row("tiers", &P::tiers, listOf(tierShape()),
            "What large prompts cost, for the whole request; the highest tier that the prompt is above counts."));
        rows.push_back(row("hours", &P::hours, listOf(priceHoursShape()), "Hours in which everything costs more or less."));
        rows.push_back(row("batch", &P::batch, factor, "How many times as much it costs in a batch; null: not known."));
        rows.push_back(row("flex", &P::flex, factor, "The same in the service tier flex."));
        rows.push_back(row("priority", &P::priority, factor, "The same in the service tier priority."));
        rows.push_back(row("fast", &P::fast, factor, "The same at the speed fast."));
        rows.push_back(row("web_search", &P::webSearch, orNull(number(0, kMaxPrice)),
            "For a thousand searches of the web that the provider makes; null: not known."));
        rows.push_back(row("date", &P::date, textOrEmpty(), "Since when it holds, for those who read it later."));
        return object<P>({std::move(rows)});
    }();
    return shape;
}

const Shape<ExchangeRate>& exchangeRateShape()
{
    using R = ExchangeRate;
    static const Shape<R> shape = object<R>({{
        row("usd_cny", &R::usdCny, number(kLeastRate, kMostRate), "How many yuan a dollar is.", FieldKind::Required),
        row("date", &R::date, text(rules::kDay), "Of which day, such as 2026-11-20.", FieldKind::Required),
        row("source", &R::source, textOrEmpty(), "Who says so."),
    }});
    return shape;
}

const Shape<RefreshSettings>& refreshShape()
{
    using R = RefreshSettings;
    static const Shape<R> shape = object<R>({{
        row("prices_url", &R::pricesUrl, orNull(text(rules::kListUrl)),
            "A price list: models.dev's api.json, or one in the form of usage.prices."),
        row("rate_url", &R::rateUrl, orNull(text(rules::kListUrl)),
            "The exchange rate of USD and CNY, in the form of frankfurter.dev or as {\"usd_cny\", \"date\"}."),
        row("schedule", &R::schedule, oneOf({"off", "daily", "weekly"}),
            "How often they are asked for by themselves; signalboxd prices refresh asks at once."),
    }});
    return shape;
}

} // namespace gateway::config

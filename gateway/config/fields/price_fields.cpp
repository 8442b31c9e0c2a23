#include "field_table.h"
#include "fields.h"

namespace gateway::config {

namespace {

constexpr double kMaxPrice = 1e6; // far above any real price; a higher one is a mistake
constexpr double kMaxFactor = 100;
constexpr std::int64_t kMaxTokens = 1'000'000'000;
constexpr double kLeastRate = 1; // yuan per dollar: a lower value is the inverse rate
constexpr double kMostRate = 100;

/// For a price, and for its tiers.
template <class T> FieldTable<T> rateRows()
{
    using Amount = std::optional<double>;
    const Shape<Amount> amount = orNull(number(0, kMaxPrice));
    const auto of = [&amount](std::string_view key, Amount T::*member, std::string_view help) {
        return row<T, Amount>(key, member, amount, help);
    };
    return {
        of("input", &T::input, "Price per million tokens of uncached input."),
        of("cached_input", &T::cachedInput, "Per million tokens read from a cache; null: as uncached input."),
        of("cache_write", &T::cacheWrite, "Per million tokens written to a cache; null: as uncached input."),
        of("cache_write_1h", &T::cacheWriteHour, "Per million tokens written to a cache for one hour; null: as cache_write."),
        of("output", &T::output, "Per million output tokens."),
        of("reasoning", &T::reasoning, "Per million reasoning tokens; null: as output."),
        of("audio_input", &T::audioInput, "Per million audio tokens in the input; null: unknown, at least as uncached input."),
        of("audio_output", &T::audioOutput, "Per million audio tokens in the output; null: unknown, at least as output."),
        of("image_input", &T::imageInput,
            "Per million image tokens in the input; null: as uncached input, or unknown if audio_input is set."),
        of("image_output", &T::imageOutput, "Per million image tokens in the output; null: unknown, at least as output."),
        of("cached_audio_input", &T::cachedAudioInput,
            "Per million audio tokens read from a cache; null: as cached_input if audio costs the same as text, else unknown."),
        of("cached_image_input", &T::cachedImageInput, "Per million image tokens read from a cache; null: as cached_input if images cost the same as text, else "
        "unknown."),
        of("explicit_cached_input", &T::explicitCachedInput,
            "Per million tokens read from a cache that the request explicitly asked for, if the answer reports it; null: as cached_input."),
    };
}

Shape<PriceTier> tierShape()
{
    using T = PriceTier;
    FieldTable<T> rows{row("above", &T::above, wholeNumber<std::int64_t>(1, kMaxTokens),
        "Threshold: tokens of the whole prompt, including cached ones.", FieldKind::Required)};
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
            "Days on which the hours start; empty: every day."),
        row("from", &H::from, text(rules::kClock), "Start time."),
        row("to", &H::to, text(rules::kClock), "End time; if earlier than the start, on the next day."),
        row("zone", &H::zone, text(rules::kTimeZone), "Time zone: a name such as Asia/Shanghai, or \"local\"."),
        row("except", &H::except, listOf(text(rules::kDays)), "Dates on which they do not apply, such as 2026-10-01..2026-10-07."),
        row("factor", &H::factor, number(0, kMaxFactor), "Price factor during these hours.", FieldKind::Required),
    }});
    return shape;
}

const Shape<PriceSettings>& priceShape()
{
    using P = PriceSettings;
    static const Shape<P> shape = [] {
        const Shape<std::optional<double>> factor = orNull(number(0, kMaxFactor));
        FieldTable<P> rows{
            row("provider", &P::provider, textOrEmpty(), "Id of the provider; without it, all providers."),
            row("model", &P::model, text(), "Upstream model name; a trailing * matches anything.", FieldKind::Required),
            row("currency", &P::currency, currencyShape(), "Currency of the prices."),
        };
        for (Field<P>& each : rateRows<P>())
            rows.push_back(std::move(each));
        rows.push_back(row("tiers", &P::tiers, listOf(tierShape()),
            "Prices for long prompts, for the whole request; the highest threshold that the prompt exceeds applies."));
        rows.push_back(row("hours", &P::hours, listOf(priceHoursShape()), "Time-of-day prices."));
        rows.push_back(row("batch", &P::batch, factor, "Price factor for batches; null: unknown."));
        rows.push_back(row("flex", &P::flex, factor, "Price factor for service tier flex; null: unknown."));
        rows.push_back(row("priority", &P::priority, factor, "Price factor for service tier priority; null: unknown."));
        rows.push_back(row("fast", &P::fast, factor, "Price factor for speed fast; null: unknown."));
        rows.push_back(row("web_search", &P::webSearch, orNull(number(0, kMaxPrice)),
            "Price per 1,000 web searches by the provider; null: unknown."));
        rows.push_back(row("date", &P::date, textOrEmpty(), "Date from which the price applies; informational."));
        return object<P>({std::move(rows)});
    }();
    return shape;
}

const Shape<ExchangeRate>& exchangeRateShape()
{
    using R = ExchangeRate;
    static const Shape<R> shape = object<R>({{
        row("usd_cny", &R::usdCny, number(kLeastRate, kMostRate), "Yuan per US dollar.", FieldKind::Required),
        row("date", &R::date, text(rules::kDay), "Date of the rate, such as 2026-11-20.", FieldKind::Required),
        row("source", &R::source, textOrEmpty(), "Source of the rate."),
    }});
    return shape;
}

const Shape<RefreshSettings>& refreshShape()
{
    using R = RefreshSettings;
    static const Shape<R> shape = object<R>({{
        row("prices_url", &R::pricesUrl, orNull(text(rules::kListUrl)),
            "URL of a price list: api.json of models.dev, or one in the format of usage.prices."),
        row("rate_url", &R::rateUrl, orNull(text(rules::kListUrl)),
            "URL of the USD/CNY exchange rate, in the format of frankfurter.dev or as {\"usd_cny\", \"date\"}."),
        row("schedule", &R::schedule, oneOf({"off", "daily", "weekly"}),
            "How often they are fetched automatically; signalboxd prices refresh fetches them at once."),
    }});
    return shape;
}

} // namespace gateway::config

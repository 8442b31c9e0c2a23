#include "prices_command.h"

#include "app/process/counted.h"
#include "app/process/full_sentence.h"
#include "gateway/core/money.h"
#include "gateway/host/prices/price_files.h"
#include "gateway/routing/matching/text_matcher.h"
#include "gateway/usage/pricing/exchange_rate.h"
#include "gateway/usage/pricing/price_book.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <sstream>
#include <utility>
#include <vector>

namespace app {

using gateway::config::PriceRates;
using gateway::config::PriceSettings;
using gateway::config::ProviderSettings;
using gateway::providers::Catalog;
using gateway::usage::KnownPrice;
using gateway::usage::PriceBook;

namespace {

constexpr std::array kRates{std::pair{"input", &PriceRates::input}, std::pair{"cached input", &PriceRates::cachedInput},
    std::pair{"cache write", &PriceRates::cacheWrite}, std::pair{"cache write (1 hour)", &PriceRates::cacheWriteHour},
    std::pair{"output", &PriceRates::output}, std::pair{"reasoning", &PriceRates::reasoning},
    std::pair{"audio input", &PriceRates::audioInput}, std::pair{"audio output", &PriceRates::audioOutput},
    std::pair{"image input", &PriceRates::imageInput}, std::pair{"image output", &PriceRates::imageOutput},
    std::pair{"cached audio input", &PriceRates::cachedAudioInput}, std::pair{"cached image input", &PriceRates::cachedImageInput},
    std::pair{"explicitly cached input", &PriceRates::explicitCachedInput}};

std::string amount(double units, gateway::Currency currency) { return toText(gateway::moneyFrom(units, currency)); }

std::string number(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

/// "input $0.66, output $1.98"
std::string ratesText(const PriceRates& rates, gateway::Currency currency)
{
    std::string text;
    for (const auto& [name, member] : kRates)
        if (rates.*member)
            text += (text.empty() ? "" : ", ") + std::string(name) + ' ' + amount(*(rates.*member), currency);
    return text;
}

std::string hoursText(const gateway::config::PriceHours& hours)
{
    std::string days;
    for (const std::string& day : hours.days)
        days += (days.empty() ? "" : ", ") + day;
    return number(hours.factor) + " times from " + hours.from + " to " + hours.to + ' ' + hours.zone
        + (days.empty() ? "" : " on " + days) + (hours.except.empty() ? "" : ", except on holidays");
}

void print(std::ostream& out, const std::string& name, const KnownPrice& known)
{
    const PriceSettings& terms = known.price.terms;
    out << name << ", per million tokens, by " << known.price.source.toText() << "\n  " << ratesText(terms, terms.currency) << '\n';
    for (const auto& tier : terms.tiers)
        out << "  above " << tier.above << " tokens of prompt: " << ratesText(tier, terms.currency) << '\n';
    for (const auto& hours : terms.hours)
        out << "  " << hoursText(hours) << '\n';
    for (const auto& [word, factor] : {std::pair{"batch", terms.batch}, std::pair{"flex", terms.flex}, std::pair{"priority", terms.priority}, std::pair{"fast", terms.fast}})
        if (factor)
            out << "  service tier " << word << ": " << number(*factor) << " times\n";
    if (terms.webSearch)
        out << "  1,000 web searches: " << amount(*terms.webSearch, terms.currency) << '\n';
    if (known.price.flatUpTo > 0)
        out << "  above " << known.price.flatUpTo << " tokens of prompt: higher, amount unknown\n";
}

using gateway::config::RouteSettings;
using gateway::config::Settings;

bool isKnownFromRoutes(const Settings& settings, const std::string& provider, const std::string& model)
{
    return std::ranges::any_of(settings.routes, [&](const RouteSettings& route) {
        const bool isAsked = std::ranges::any_of(route.match.models, [&](const gateway::config::TextMatch& match) {
            return match.kind != gateway::config::TextMatch::Kind::Present && !match.text.empty()
                && gateway::routing::TextMatcher(match).matches(model);
        });
        return std::ranges::any_of(route.targets, [&](const gateway::config::TargetSettings& target) {
            return target.provider == provider && (target.model ? *target.model == model : isAsked);
        });
    });
}

/// An engine on one's own machine has no list of what it has: any name would cost nothing there. The configuration knows some.
bool mayHave(const Settings& settings, const Catalog& catalog, const ProviderSettings& provider, const std::string& model)
{
    const auto* const entry = catalog.find(provider.type);
    if (!entry || entry->region != gateway::providers::Region::Local || catalog.model(entry->id, model))
        return true;
    const auto isIt = [&model](const std::string& name) { return name == model; };
    return (provider.models && std::ranges::any_of(*provider.models, isIt))
        || std::ranges::any_of(provider.modelMap, isIt, &std::pair<std::string, std::string>::second)
        || std::ranges::any_of(settings.usage.prices, [&](const PriceSettings& row) {
               return row.provider == provider.id && row.model != "*" && gateway::providers::isMeant(row.model, model);
           })
        || isKnownFromRoutes(settings, provider.id, model);
}

bool printIfKnown(std::ostream& out, const PriceBook& book, const ProviderSettings& provider, const std::string& model)
{
    const auto known = book.find(provider, model);
    if (known)
        print(out, provider.id + '/' + model, *known);
    return known != nullptr;
}

bool printOfCatalog(std::ostream& out, const PriceBook& book, const Catalog& catalog, const std::string& model)
{
    std::ostringstream list;
    for (const auto& entry : catalog.entries()) {
        ProviderSettings provider;
        provider.id = entry.id;
        provider.type = entry.id;
        if (entry.region != gateway::providers::Region::Local && entry.region != gateway::providers::Region::Custom)
            printIfKnown(list, book, provider, model);
    }
    const std::string text = list.str();
    if (!text.empty())
        out << "\"" << model << "\" is not offered by a configured provider; in the catalog it is offered by:\n" << text;
    return !text.empty();
}

} // namespace

int listPrices(const gateway::config::Settings& settings, const QString& dataDir, const Catalog& catalog, std::ostream& out)
{
    const auto kept = gateway::host::PriceFiles(dataDir).read();
    const auto& own = catalog.prices();
    const auto& refresh = settings.usage.refresh;
    out << "Order of precedence:\n"
        << "  configuration  " << settings.usage.prices.size() << " in usage.prices\n";
    if (kept.list)
        out << "  fetched        " << kept.list->prices().size() << ", " << kept.list->source() << ' ' << kept.list->date() << '\n';
    else
        out << "  fetched        none\n";
    out << "  built in       " << own.prices().size() << " and " << counted(own.rules().size(), "rule") << ", " << own.source() << ' ' << own.date()
        << "; models.dev " << catalog.snapshotDate() << '\n'
        << "Exchange rate: " << gateway::usage::toText(gateway::usage::rateInForce(settings.usage, kept.rate, own)) << '\n'
        << "Refresh: " << (refresh.schedule == "off" ? "on demand" : refresh.schedule);
    for (const auto& [name, url] : {std::pair{"prices", refresh.pricesUrl}, std::pair{"rate", refresh.rateUrl}})
        out << "; " << name << (url ? " from " + *url : " not fetched: usage.refresh has no URL for it");
    out << std::endl;
    return 0;
}

int showPrice(const gateway::config::Settings& settings, const std::string& model, const QString& dataDir, const Catalog& catalog,
    std::ostream& out, std::ostream& err)
{
    const gateway::host::KeptPrices kept = gateway::host::PriceFiles(dataDir).read();
    const PriceBook book(settings.usage, kept.list, catalog, kept.rate);
    const std::size_t slash = model.find('/');
    bool isKnown = false;
    for (const ProviderSettings& provider : settings.providers) {
        const bool isNamed = slash != std::string::npos && model.substr(0, slash) == provider.id;
        if (isNamed || mayHave(settings, catalog, provider, model))
            isKnown |= printIfKnown(out, book, provider, isNamed ? model.substr(slash + 1) : model);
    }
    if (!isKnown)
        isKnown = printOfCatalog(out, book, catalog, model);
    if (!isKnown)
        err << "signalboxd: no price for \"" << model << "\" is known: its requests count as unpriced, never as free. "
            << "Set one in usage.prices.\n";
    out << std::flush;
    return isKnown ? 0 : 1;
}

PricesRefreshCommand::PricesRefreshCommand(const QString& dataDir, std::ostream& out, std::ostream& err, QObject* parent)
    : QObject(parent), m_out(out), m_err(err), m_refresh(dataDir, *this, m_client)
{
}

void PricesRefreshCommand::run(const gateway::config::RefreshSettings& settings, std::function<void(int)> done)
{
    if (!settings.pricesUrl && !settings.rateUrl) {
        m_err << "signalboxd: usage.refresh has no URL: set prices_url (such as https://models.dev/api.json) or rate_url.\n";
        return done(1);
    }
    m_refresh.run(settings, [this, done = std::move(done)](const gateway::host::Refreshed& fetched) {
        if (fetched.list)
            m_out << counted(fetched.list->prices().size(), "price") << ", " << fetched.list->source() << ' ' << fetched.list->date() << '\n';
        if (fetched.rate)
            m_out << gateway::usage::toText(*fetched.rate) << '\n';
        for (const gateway::Sentence& note : fetched.notes)
            m_err << "signalboxd: " << toText(note) << '\n';
        for (const gateway::Error& problem : fetched.problems)
            m_err << "signalboxd: " << sentence(problem.text()) << " The previous ones stay in use.\n";
        m_out << std::flush;
        done(fetched.problems.empty() ? 0 : 1);
    });
}

} // namespace app

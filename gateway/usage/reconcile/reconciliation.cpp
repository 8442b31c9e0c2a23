#include "reconciliation.h"

#include "bill_model.h"

#include "gateway/core/text/joined.h"
#include "gateway/usage/ledger/ledger_export.h"
#include "gateway/usage/ledger/search_charges.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/pricing/exchange_rate.h"

#include <QDateTime>

#include <chrono>
#include <map>
#include <set>
#include <utility>

namespace gateway::usage {

namespace {

constexpr int kMostDays = 800;

using Place = std::pair<QDate, std::string>;

struct Bills {
    std::map<Place, Figures> lines;
    std::map<QDate, int> offsets_s;
    Figures told; ///< those that any line has
};

std::int64_t& in(Figures& figures, Figure figure)
{
    auto& place = figures[static_cast<std::size_t>(figure)];
    return place ? *place : place.emplace(0);
}

Result<void> addLine(Bills& bills, const BillLine& line)
{
    const auto [offset, isNew] = bills.offsets_s.emplace(line.day, line.offset_s);
    if (offset->second != line.offset_s)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The files contain %1 in two time zones: export them in the same time zone."), {line.day.toString(Qt::ISODate).toStdString()}});
    Figures& figures = bills.lines[{line.day, line.model}];
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!line.figures[i])
            continue;
        if (figures[i])
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Two of the files contain %1 of %2 on %3: pass each only once."), {std::string(kFigures[i].name), line.model, line.day.toString(Qt::ISODate).toStdString()}});
        figures[i] = line.figures[i];
        bills.told[i] = 0;
    }
    return {};
}

Result<Bills> together(const std::vector<Bill>& all)
{
    Bills bills;
    for (const Bill& bill : all)
        for (const BillLine& line : bill.lines)
            if (const auto added = addLine(bills, line); !added)
                return failure(added.error());
    if (bills.lines.empty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The files contain no row that can be compared.")});
    const auto days = bills.offsets_s.begin()->first.daysTo(bills.offsets_s.rbegin()->first);
    if (days >= kMostDays)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The files cover %1 to %2: at most %3 days can be compared."), {bills.offsets_s.begin()->first.toString(Qt::ISODate).toStdString(), bills.offsets_s.rbegin()->first.toString(Qt::ISODate).toStdString(), std::to_string(kMostDays)}});
    return bills;
}

/// A day of the bill, possibly in another time zone.
UsageQuery queryOf(QDate day, int offset_s)
{
    const auto begin = QDateTime(day, QTime(0, 0), Qt::OffsetFromUTC, offset_s).toSecsSinceEpoch();
    const WallTime from{std::chrono::seconds(begin)};
    return {from, from + std::chrono::days(1), {UsageBy::Provider, UsageBy::Model}};
}

void addTotals(ComparedLine& line, const Totals& totals)
{
    in(line.ledger, Figure::Requests) += totals.charged;
    in(line.ledger, Figure::Input) += totals.inputTokens;
    in(line.ledger, Figure::CachedInput) += totals.cachedInputTokens;
    in(line.ledger, Figure::CacheWrite) += totals.cacheWriteTokens;
    in(line.ledger, Figure::Output) += totals.outputTokens + totals.reasoningTokens;
    in(line.ledger, Figure::CostUsd) += totals.costUsd_pico;
    in(line.ledger, Figure::CostCny) += totals.costCny_pico;
    line.unpriced += totals.unpriced;
    line.unreported += totals.unknownUsage;
}

bool has(const Figures& figures, Figure figure) { return figures[static_cast<std::size_t>(figure)].has_value(); }

/// The currency in which the bill has money on that line, else anywhere; empty: both, or none.
std::optional<Figure> moneyOf(const Figures& bill, const Figures& told)
{
    for (const Figures& figures : {bill, told}) {
        const bool isUsd = has(figures, Figure::CostUsd);
        if (isUsd != has(figures, Figure::CostCny))
            return isUsd ? Figure::CostUsd : Figure::CostCny;
        if (isUsd)
            return {};
    }
    return {};
}

/// The ledger's money, in the currency of the bill.
void convertMoney(ComparedLine& line, const Figures& told, const config::ExchangeRate& rate, Reconciliation& found)
{
    const auto billed = moneyOf(line.bill, told);
    if (!billed)
        return;
    const bool isUsd = *billed == Figure::CostUsd;
    std::int64_t& other = in(line.ledger, isUsd ? Figure::CostCny : Figure::CostUsd);
    if (other == 0)
        return;
    if (rate.usdCny <= 0) {
        ++found.incomparable;
        line.ledger[static_cast<std::size_t>(*billed)].reset();
    } else {
        found.rate = rate;
        in(line.ledger, *billed) += converted({isUsd ? Currency::Cny : Currency::Usd, other}, isUsd ? Currency::Usd : Currency::Cny, rate).pico;
    }
    other = 0;
}

using DayLines = std::map<std::string, ComparedLine>; ///< by model

Figure figureOf(Currency currency) { return currency == Currency::Usd ? Figure::CostUsd : Figure::CostCny; }

/// Adds the searches of a day, which are not in the sums: their number with the models, their cost where the bill has
/// it.
void addSearches(DayLines& lines, const std::vector<SearchCharge>& charges, const std::string& provider, bool isApart)
{
    for (const SearchCharge& charge : charges) {
        if (charge.provider != provider)
            continue;
        ComparedLine& line = lines[billModel(charge.model)];
        in(line.ledger, Figure::WebSearches) += charge.searches;
        if (!isApart)
            continue;
        ComparedLine& searches = lines[std::string(kWebSearches)];
        in(line.ledger, figureOf(charge.cost.currency)) -= charge.cost.pico;
        in(searches.ledger, figureOf(charge.cost.currency)) += charge.cost.pico;
        searches.unpriced += charge.isPriced ? 0 : 1;
    }
}

/// Fills in zeros for models that are missing in the ledger or the bill.
void fill(Figures& figures)
{
    for (auto& figure : figures)
        figure = figure.value_or(0);
}

/// Keeps only figures that the bills contain.
void cutToReported(Figures& figures, const Figures& told)
{
    for (std::size_t i = 0; i < figures.size(); ++i)
        figures[i] = told[i] ? figures[i] : std::nullopt;
}

/// Compares day by day.
class DayComparison final {
public:
    DayComparison(const Bills& bills, const QString& file, const std::string& provider, const config::ExchangeRate& rate, Reconciliation& found)
        : m_bills(bills)
        , m_file(file)
        , m_provider(provider)
        , m_rate(rate)
        , m_found(found)
    {
    }

    Result<void> compare(QDate day, int offset_s)
    {
        const UsageQuery query = queryOf(day, offset_s);
        DayLines lines;
        if (auto added = addSums(lines, query); !added)
            return added;
        const bool isApart = m_bills.lines.contains({day, std::string(kWebSearches)});
        bool areSearchesKnown = true;
        if (isApart || has(m_bills.told, Figure::WebSearches)) {
            const auto charges = findSearches(m_file, query.from, query.to);
            const auto gone = findGone(m_file, query.from, query.to);
            if (!charges || !gone)
                return failure(!charges ? charges.error() : gone.error());
            addSearches(lines, *charges, m_provider, isApart);
            areSearchesKnown = gone->count == 0;
            m_found.daysWithoutSearches += areSearchesKnown ? 0 : 1;
        }
        for (auto line = m_bills.lines.lower_bound({day, {}}); line != m_bills.lines.end() && line->first.first == day; ++line)
            lines[line->first.second].bill = line->second;
        settle(lines, day, areSearchesKnown);
        return {};
    }

    const std::set<std::string>& others() const { return m_others; } ///< providers
    bool isKnown() const { return m_isKnown; }

private:
    Result<void> addSums(DayLines& lines, const UsageQuery& query)
    {
        const auto report = readUsage(m_file, query);
        if (!report)
            return failure(report.error());
        m_found.roughDays += report->covered.from < query.from || report->covered.to > query.to ? 1 : 0;
        for (const UsageRow& row : report->rows) {
            if (row.totals.exchanges == 0 && row.totals.charged == 0)
                continue; // tried only
            m_isKnown = m_isKnown || row.names[0] == m_provider;
            m_others.insert(row.names[0]);
            if (row.names[0] == m_provider)
                addTotals(lines[billModel(row.names[1])], row.totals);
        }
        return {};
    }

    void settle(DayLines& lines, QDate day, bool areSearchesKnown)
    {
        ++m_found.days;
        bool isEqual = true;
        for (auto& [model, line] : lines) {
            line.day = day;
            line.model = model;
            fill(line.ledger);
            convertMoney(line, m_bills.told, m_rate, m_found);
            fill(line.bill);
            cutToReported(line.bill, m_bills.told);
            cutToReported(line.ledger, m_bills.told);
            if (!areSearchesKnown)
                for (Figures* const side : {&line.bill, &line.ledger})
                    (*side)[static_cast<std::size_t>(Figure::WebSearches)].reset();
            isEqual = isEqual && line.isEqual();
            m_found.lines.push_back(std::move(line));
        }
        m_found.unequalDays += isEqual ? 0 : 1;
    }

    const Bills& m_bills;
    const QString& m_file;
    const std::string& m_provider;
    const config::ExchangeRate& m_rate;
    Reconciliation& m_found;
    std::set<std::string> m_others;
    bool m_isKnown = false;
};

} // namespace

Result<Reconciliation> reconcile(
    const std::vector<Bill>& all, const QString& file, const std::string& provider, const config::ExchangeRate& rate,
    const std::function<bool()>& isStopped)
{
    const auto bills = together(all);
    if (!bills)
        return failure(bills.error());
    Reconciliation found;
    for (const Bill& bill : all)
        found.notes.insert(found.notes.end(), bill.notes.begin(), bill.notes.end());
    DayComparison days(*bills, file, provider, rate, found);
    int offset_s = bills->offsets_s.begin()->second; // for days missing in the bills: as the previous one
    for (QDate day = bills->offsets_s.begin()->first; day <= bills->offsets_s.rbegin()->first; day = day.addDays(1)) {
        if (isStopped && isStopped())
            return failure(ErrorKind::CancelledHere, {QT_TRANSLATE_NOOP("Error", "The comparison was stopped.")});
        const auto own = bills->offsets_s.find(day);
        offset_s = own == bills->offsets_s.end() ? offset_s : own->second;
        if (const auto compared = days.compare(day, offset_s); !compared)
            return failure(compared.error());
    }
    std::set<std::string> others = days.others();
    others.erase(std::string()); // requests without a provider
    if (!days.isKnown() && others.empty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The ledger has no requests to provider \"%1\" on the days of the files."), {provider}});
    if (!days.isKnown())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The ledger has no requests to provider \"%1\" on the days of the files. It has "
        "requests to: %2."), {provider, joined(others)}});
    return found;
}

} // namespace gateway::usage

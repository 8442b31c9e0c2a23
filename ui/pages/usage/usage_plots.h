#pragma once

#include "gateway/config/settings/price_settings.h"
#include "ui/charts/series_plot.h"
#include "ui/models/budgets/budget_line.h"
#include "ui/models/usage/chart_series.h"
#include "ui/models/usage/series_colours.h"
#include "ui/models/usage/usage_span.h"

#include <QCoreApplication>

#include <functional>

namespace ui::pages {

/// Charts of sums over time, in the current language. Main thread.
class UsagePlots {
    Q_DECLARE_TR_FUNCTIONS(ui::pages::UsagePlots)
public:
    using NameOf = std::function<QString(const models::UsageLine&)>;

    /// `now`: later parts are in the future. All must outlive it.
    UsagePlots(const models::UsageAnswer& answer, const models::UsageSpan& span, gateway::WallTime now);

    /// Tokens by line; lines beyond the palette form one series "Other"; lines without tokens are left out.
    charts::PlotData tokens(const models::SeriesColours& colours, const NameOf& nameOf) const;
    charts::PlotData tokensByKind() const;
    /// Cumulated from the beginning of the span, each currency separately.
    charts::PlotData cost() const;
    /// With a budget line, in its currency; amounts in the other currency are converted.
    charts::PlotData cost(const models::BudgetLine& line, const gateway::config::ExchangeRate& rate) const;
    charts::PlotData firstToken() const;
    charts::PlotData duration() const;
    charts::PlotData cacheShare() const;
    charts::PlotData troubles() const;

    /// The lines in each series of `tokens()`: indices into the answer's lines, by series.
    std::vector<std::vector<std::size_t>> linesOf(const models::SeriesColours& colours) const;

private:
    using Amount = std::function<double(const gateway::usage::Totals&)>;
    using Value = std::function<std::optional<double>(const models::UsageSums&)>;

    charts::PlotData frame(charts::PlotData::Kind kind) const;
    std::vector<std::optional<double>> values(const std::vector<models::UsageSums>& points, const Value& value) const;
    charts::PlotSeries parts(const QString& name, int colour, const Amount& amount) const;
    charts::PlotData times(models::Shares models::UsageSums::* which) const;
    std::vector<bool> unpricedSince() const;
    bool hasCome(std::size_t part) const;

    const models::UsageAnswer& m_answer;
    const models::UsageSpan& m_span;
    gateway::WallTime m_now;
};

} // namespace ui::pages

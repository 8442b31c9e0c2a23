#pragma once

#include "gateway/core/money.h"
#include "gateway/usage/budgets/budget_state.h"
#include "gateway/usage/search/request_filter.h"
#include "ui/models/usage/day_source.h"
#include "ui/models/usage/series_colours.h"

#include <QWidget>

namespace ui::models {
class GatewayModel;
}
class QGridLayout;

namespace ui::widgets {
class StatCard;
}

namespace ui::pages {

/// Today in four numbers: tokens, cost, input from caches, fallbacks. Each opens what is behind it.
class TodayCards : public QWidget {
    Q_OBJECT
public:
    /// `model` must outlive it.
    explicit TodayCards(models::GatewayModel& model, QWidget* parent = nullptr);

    /// What the ledger has of today; `priceOf` is asked at once. The amounts in `currency` come first.
    void setDay(const models::DayAnswer& day, const models::PriceOf& priceOf);
    /// One of them is told beside what today cost.
    void setBudgets(const std::vector<gateway::usage::BudgetState>& states);
    void setCurrency(gateway::Currency currency) { m_currency = currency; }
    /// Tells the sums anew.
    void refresh(gateway::WallTime midnight);
    void retranslate();

Q_SIGNALS:
    void usageWanted();
    void requestsWanted(const gateway::usage::RequestFilter& filter);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int columns);
    void showTokens();
    void showCost();
    void showCaches();
    void showFallbacks();
    static QString unread();
    QString amounts(std::int64_t usd_pico, std::int64_t cny_pico, bool isWhole) const;

    models::GatewayModel& m_model;
    widgets::StatCard* m_tokens;
    widgets::StatCard* m_cost;
    widgets::StatCard* m_cache;
    widgets::StatCard* m_fallbacks;
    QGridLayout* m_grid;
    int m_columns = 0;
    gateway::Currency m_currency = gateway::Currency::Usd;
    gateway::WallTime m_midnight{};
    std::vector<models::ProviderCost> m_costs; ///< of the currency that comes first
    models::SeriesColours m_colours; ///< of providers
    std::vector<gateway::Money> m_saved;
};

} // namespace ui::pages

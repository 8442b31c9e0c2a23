#pragma once

#include "gateway/core/money.h"
#include "gateway/usage/budgets/budget_state.h"
#include "gateway/usage/search/request_filter.h"
#include "ui/look/theme.h"
#include "ui/models/policies/limit_state.h"
#include "ui/models/usage/day_source.h"
#include "ui/models/usage/series_colours.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace ui::models {
class GatewayModel;
}
class QGridLayout;

namespace ui::widgets {
class StatCard;
}

namespace ui::pages {

/// Today in four numbers: tokens, cost, cached input, fallbacks. Each opens its details.
class TodayCards : public QWidget {
    Q_OBJECT
public:
    /// `model` must outlive it.
    explicit TodayCards(models::GatewayModel& model, QWidget* parent = nullptr);

    /// Sets the ledger's data of today; `priceOf` is called at once. Amounts in `currency` come first.
    void setDay(const models::DayAnswer& day, const models::PriceOf& priceOf);
    /// One of them is shown next to today's cost.
    void setBudgets(const std::vector<gateway::usage::BudgetState>& states);
    /// The nearest of them is shown there instead, if it is near or reached, or if there is no budget.
    void setLimits(const std::vector<models::LimitState>& states);
    void setCurrency(gateway::Currency currency) { m_currency = currency; }
    /// Updates the sums.
    void refresh(gateway::WallTime midnight);
    void retranslate();

Q_SIGNALS:
    void usageWanted();
    void requestsWanted(const gateway::usage::RequestFilter& filter);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int columns);
    void showExtra();
    void showTokens();
    void showCost();
    void showCaches();
    void showFallbacks();
    static QString unread();
    QString amounts(const gateway::usage::Totals& today) const;

    models::GatewayModel& m_model;
    widgets::StatCard* m_tokens;
    widgets::StatCard* m_cost;
    widgets::StatCard* m_cache;
    widgets::StatCard* m_fallbacks;
    QGridLayout* m_grid;
    int m_columns = 0;
    gateway::Currency m_currency = gateway::Currency::Usd;
    gateway::WallTime m_midnight{};
    std::vector<models::ProviderCost> m_costs; ///< in the currency that comes first
    models::SeriesColours m_colours; ///< for providers
    std::vector<gateway::Money> m_saved;
    struct Extra {
        QString text = {}; ///< empty: none
        std::optional<look::Status> status = {};
    };
    Extra m_budget;
    Extra m_limit;
    bool m_isLimitNear = false; ///< or reached
};

} // namespace ui::pages

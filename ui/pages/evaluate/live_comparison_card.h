#pragma once

#include "ui/models/evaluation/live_comparison_list_model.h"
#include "ui/pages/table_card.h"

#include <QTimer>

#include <string>
#include <vector>

namespace ui::look {
class Seen;
}
namespace ui::widgets {
class Button;
}

namespace ui::pages {

class ListSelection;

/// What is compared on live traffic: experiments, and copies of requests. Hidden while there is neither.
class LiveComparisonCard final : public TableCard {
    Q_OBJECT
public:
    using Access = models::LiveComparisonListModel::Access;

    /// Both must outlive it.
    LiveComparisonCard(const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~LiveComparisonCard() override;

    void retranslate();
    void refresh();

Q_SIGNALS:
    /// Answers to requests of that route and to their copies are to be scored.
    void scoreWanted(const std::string& route);

private:
    void settle();

    models::LiveComparisonListModel m_rows;
    QTimer m_again; ///< reads the ledger again while the card is seen
    look::Seen* m_seen;
    ListSelection* m_selection = nullptr;
    widgets::Button* m_score;
};

} // namespace ui::pages

#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/clients/consumer_list_model.h"
#include "ui/models/sorted_rows.h"

#include "gateway/usage/search/request_filter.h"

#include <QSplitter>

class QStackedWidget;

namespace ui::models {
class ToolListModel;
}
namespace ui::widgets {
class SortMenu;
}

namespace ui::pages {

class ConsumerDetail;
class ListSelection;
class SelectionCard;
class TableCard;

/// The consumers and, next to them, the selected one, or the selection if there are several.
class ConsumersPane : public QSplitter {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>;

    /// All must outlive it.
    ConsumersPane(const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock, QWidget* parent = nullptr);

    /// `tools`, which must outlive it, tells which tools use a consumer's key.
    void setTools(const models::ToolListModel& tools) { m_tools = &tools; }
    int count() const { return m_consumers.rowCount(); }
    QString selected() const;
    void select(const QString& name);
    /// Opens the dialog that adds a consumer.
    void add();
    void retranslate();
    void refreshTimes();
    QWidget* listPart() const;
    QWidget* detailPart() const;

Q_SIGNALS:
    void countChanged();
    void detailWanted(); ///< on a narrow page: show the selected one
    void requestsWanted(const gateway::usage::RequestFilter& filter);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void connectParts();
    void openMenu(const QPoint& at);
    void showSelection();
    QStringList toolsOf(const QStringList& names) const;

    Access m_access;
    const gateway::Clock& m_clock;
    models::ConsumerListModel m_consumers;
    models::SortedRows m_sorted; ///< of the list
    const models::ToolListModel* m_tools = nullptr; ///< null: unknown
    TableCard* m_list;
    QStackedWidget* m_side; ///< the details, or the selection if there are several
    ConsumerDetail* m_detail;
    SelectionCard* m_several;
    widgets::SortMenu* m_sort = nullptr;
    ListSelection* m_selection = nullptr;
};

} // namespace ui::pages

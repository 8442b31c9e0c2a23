#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/clients/consumer_list_model.h"

#include "gateway/usage/search/request_filter.h"

#include <QSplitter>

namespace ui::pages {

class ConsumerDetail;
class TableCard;

/// The consumers and, next to them, the selected one.
class ConsumersPane : public QSplitter {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// All must outlive it.
    ConsumersPane(const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock, QWidget* parent = nullptr);

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

private:
    void build();
    void settle();

    Access m_access;
    const gateway::Clock& m_clock;
    models::ConsumerListModel m_consumers;
    TableCard* m_list;
    ConsumerDetail* m_detail;
    QString m_wanted; ///< selected as soon as it exists
};

} // namespace ui::pages

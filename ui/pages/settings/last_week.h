#pragma once

#include "room_table.h"

#include "gateway/usage/search/limit_reader.h"
#include "ui/models/gateway_access.h"

#include <QTimer>

namespace ui::fields {
class FieldRow;
class LiveForm;
}

namespace ui::pages {

/// Says beside the numbers of resilience how often each would have been passed in the last seven days, by the ledger, with
/// the value as it stands in its field. Asks only while they are seen.
class LastWeek : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it; `live` has the fields of `scope`.
    LastWeek(models::GatewayAccess& access, fields::LiveForm& live, RoomScope scope);

    /// Of one provider or route, by its id; empty: of all.
    void setId(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    void tell(const char* path, const gateway::usage::LimitAnswer& answer);
    void askSoon();

    models::GatewayAccess& m_access;
    fields::LiveForm& m_live;
    const RoomScope m_scope;
    std::string m_id;
    QTimer m_soon;
    int m_asked = 0; ///< how often: older answers are of no use
};

} // namespace ui::pages

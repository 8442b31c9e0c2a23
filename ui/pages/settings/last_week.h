#pragma once

#include "room_table.h"

#include "gateway/usage/search/limit_reader.h"
#include "ui/look/theme.h"
#include "ui/models/gateway_parts.h"

#include <QTimer>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ui::fields {
class FieldRow;
class LiveForm;
}

namespace ui::pages {

/// Shows next to resilience settings what their current values would have meant in the last seven days, according to
/// the ledger. Queries only while they are visible.
class LastWeek : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Requests, models::Diagnosis>;

    /// Both must outlive it; `live` has the fields of `scope`.
    LastWeek(const Access& access, fields::LiveForm& live, RoomScope scope);

    /// Restricts it to one provider or route, by id; empty: all.
    void setId(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    void scheduleAsk();
    /// Queries everything again, since something other than a field may have changed.
    void askAll();
    std::optional<std::int64_t> number(std::string_view path) const;
    void tell(std::string_view path, look::Status status, const QString& text);
    QString words(const gateway::usage::LimitQuery& query, const gateway::usage::LimitAnswer& answer) const;
    QString waits(const gateway::usage::LimitAnswer& answer) const;

    Access m_access;
    fields::LiveForm& m_live;
    const RoomScope m_scope;
    std::string m_id;
    QTimer m_askTimer;
    struct Asked {
        gateway::usage::LimitQuery query;
        int number = 0; ///< number of the query; earlier results are ignored
    };
    std::map<std::string, Asked, std::less<>> m_asked; ///< by path
    int m_questions = 0;
};

} // namespace ui::pages

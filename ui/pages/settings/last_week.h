#pragma once

#include "room_table.h"

#include "gateway/usage/search/limit_reader.h"
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

/// Says beside the numbers of resilience what each would have meant in the last seven days, by the ledger, with the value as
/// it stands in its field. Asks only while they are seen.
class LastWeek : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Requests, models::Diagnosis>;

    /// Both must outlive it; `live` has the fields of `scope`.
    LastWeek(const Access& access, fields::LiveForm& live, RoomScope scope);

    /// Of one provider or route, by its id; empty: of all.
    void setId(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();
    void askSoon();
    /// All anew, as something else than a field may have changed.
    void askAll();
    std::optional<std::int64_t> number(std::string_view path) const;
    void tell(std::string_view path, const QString& text);
    QString words(const gateway::usage::LimitQuery& query, const gateway::usage::LimitAnswer& answer) const;
    QString waits(const gateway::usage::LimitAnswer& answer) const;

    Access m_access;
    fields::LiveForm& m_live;
    const RoomScope m_scope;
    std::string m_id;
    QTimer m_soon;
    struct Asked {
        gateway::usage::LimitQuery query;
        int number = 0; ///< older answers are of no use
    };
    std::map<std::string, Asked, std::less<>> m_asked; ///< by path
    int m_questions = 0;
};

} // namespace ui::pages

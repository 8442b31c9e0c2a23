#include "last_week.h"

#include "gateway/usage/search/request_search.h"
#include "ui/fields/forms/live_form.h"
#include "ui/models/formatter.h"

#include <QEvent>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>

namespace ui::pages {

using gateway::usage::LimitAnswer;
using gateway::usage::LimitedFact;
using gateway::usage::LimitQuery;

namespace {

constexpr int kAskAfter_ms = 300; // of the last change
constexpr std::chrono::days kWeek{7};

struct Limited {
    RoomScope scope;
    const char* path; ///< from the scope's object
    LimitedFact fact;
};
constexpr std::array kLimited{
    Limited{RoomScope::Providers, "timeouts.connect_ms", LimitedFact::Connect},
    Limited{RoomScope::Providers, "timeouts.first_byte_ms", LimitedFact::FirstByte},
    Limited{RoomScope::Providers, "timeouts.total_ms", LimitedFact::Total},
    Limited{RoomScope::Routes, "fallback.max_attempts", LimitedFact::Attempts},
};

} // namespace

LastWeek::LastWeek(models::GatewayAccess& access, fields::LiveForm& live, RoomScope scope) : QObject(&live), m_access(access), m_live(live), m_scope(scope)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kAskAfter_ms);
    connect(&m_soon, &QTimer::timeout, this, &LastWeek::ask);
    connect(&live.form(), &fields::FieldForm::edited, this, &LastWeek::askSoon);
    connect(&access, &models::GatewayAccess::settingsChanged, this, &LastWeek::askSoon);
    live.installEventFilter(this);
}

void LastWeek::setId(const QString& id)
{
    m_id = id.toStdString();
    askSoon();
}

bool LastWeek::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::LanguageChange) askSoon();
    return QObject::eventFilter(watched, event);
}

void LastWeek::askSoon()
{
    if (m_live.isVisible()) m_soon.start();
}

void LastWeek::ask()
{
    const int mine = ++m_asked;
    auto* const search = m_access.requestSearch();
    const auto now = std::chrono::system_clock::now();
    for (const Limited& limited : kLimited) {
        fields::FieldRow* const row = limited.scope == m_scope ? m_live.form().row(baseOf(m_scope) + '.' + limited.path) : nullptr;
        if (!row) continue;
        const gateway::Json value = row->control().value();
        if (!search || !value.is_number_integer()) { // switched off
            row->setLastWeek({});
            continue;
        }
        LimitQuery query{now - kWeek, now, limited.fact, value.get<std::int64_t>()};
        (m_scope == RoomScope::Routes ? query.route : query.provider) = m_id;
        search->limit(query, this, [this, mine, path = limited.path](const gateway::Result<LimitAnswer>& answer) {
            if (mine == m_asked) tell(path, answer ? *answer : LimitAnswer{});
        });
    }
}

void LastWeek::tell(const char* path, const LimitAnswer& answer)
{
    fields::FieldRow* const row = m_live.form().row(baseOf(m_scope) + '.' + path);
    if (answer.known == 0) return row->setLastWeek({});
    const models::Formatter format;
    const QString known = format.exact(answer.known);
    const QString beyond = format.exact(answer.beyond);
    const int count = models::Formatter::plural(answer.known);
    if (m_scope == RoomScope::Routes)
        row->setLastWeek(answer.beyond == 0 ? tr("last week: none of %1 request(s) needed more", nullptr, count).arg(known)
                                            : tr("last week: %1 of %2 request(s) needed more", nullptr, count).arg(beyond, known));
    else
        row->setLastWeek(answer.beyond == 0 ? tr("last week: none of %1 attempt(s) took longer", nullptr, count).arg(known)
                                            : tr("last week: %1 of %2 attempt(s) took longer", nullptr, count).arg(beyond, known));
}

} // namespace ui::pages

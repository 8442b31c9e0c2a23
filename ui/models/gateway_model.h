#pragma once

#include "event_model.h"
#include "gateway_parts.h"
#include "in_flight_model.h"
#include "serving_model.h"
#include "throughput.h"

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

namespace ui::models {

/// The gateway as the window, the tray and the Overview show it: state in words,
/// who serves what, what is under way, what happened. Fed by values (or by
/// `attach`); no timer runs unless it is watched and something moves. Main thread.
class GatewayModel final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration, Providers, Requests, Diagnosis>;

    enum class Headline {
        Starting, Running, Hung, OnFallback, Paused, NoProvider, NoUsableProvider, KeysLocked, PortTaken, BadFile, Failed, Stopping, Stopped
    };
    Q_ENUM(Headline)

    /// `clock` must outlive it.
    explicit GatewayModel(const gateway::Clock& clock, QObject* parent = nullptr);

    /// Takes its values from `access` from now on: the one place of wiring.
    void attach(const Access& access);

    void setStatus(const gateway::host::Status& status);
    void setSettings(const gateway::config::Settings& settings);
    void setProviders(const std::vector<gateway::host::ProviderStatus>& providers);
    void setCatalog(const CatalogSource& catalog);
    void addSnapshot(const gateway::usage::LiveSnapshot& snapshot);
    /// What the ledger has of today up to the call of `attach` (or the making of this
    /// object); exchanges that began later are added as they end.
    void setLedgerTotals(const gateway::usage::Totals& totals);
    void setLedgerUnread(); ///< nobody can tell that
    /// Whether anybody looks (page visible, window neither hidden nor minimised).
    void setWatched(bool watched);

    Headline headline() const;
    static QStringList headlineWords(); ///< all there are
    QString headlineWord() const; ///< "Running", "On fallback", "Port taken" ...
    QString phrase() const;       ///< what is happening, one line: "3 active · gpt-4o by Qwen"
    /// The problem and what to do about it; empty: none. The gateway's own words.
    QString problem() const;
    /// The same of HTTPS, without which the gateway goes on, and of its certificate.
    QString httpsProblem() const;
    QString statusName() const;  ///< of palette.json `status`: "ok", "busy", "warn" ...
    QString stateName() const;   ///< of palette.json `gateway_state`: "running", "fallback" ...
    QString address() const;     ///< for clients: "http://127.0.0.1:8080/v1"; empty: not listening
    QStringList baseUrls() const; ///< as listening, without /v1
    bool isPaused() const;
    /// When a pause ends without anybody's doing; not valid: it does not.
    void setPauseEnd(const QDateTime& end);
    const QDateTime& pauseEnd() const { return m_pauseEnd; }
    bool canPause() const; ///< running or paused

    int activeCount() const { return m_inFlight.rowCount(); }
    int providerCount() const; ///< without the demo
    /// A provider's name for people; the id where there is none.
    QString providerName(const std::string& id) const;

    /// One per second, the oldest first; empty: a gap.
    std::vector<std::optional<TokenRate>> rates() const { return m_throughput.seconds(); }
    TokenRate rateNow() const { return m_throughput.now(); }
    /// Since midnight.
    gateway::usage::Totals today() const;
    /// Else the ledger could not be read, and there may have been more before this was started.
    bool isTodayWhole() const;
    /// "1.24 M tokens · ¥3.42": what of it nobody knows, or knows the price of, is said.
    QString todayPhrase() const;
    const gateway::usage::LiveTotals& sinceStart() const { return m_totals; }

    InFlightModel* inFlight() { return &m_inFlight; }
    ServingModel* serving() { return &m_serving; }
    const std::vector<Serving>& servingRows() const { return m_serving.rows(); }
    EventModel* events() { return &m_events; }
    /// Whether it wakes up by itself every second.
    bool isTicking() const { return m_tick.isActive(); }

Q_SIGNALS:
    void headlineChanged(); ///< any of word, phrase, problem, status, state, address
    void ratesChanged();    ///< only while watched, at most 4 times a second
    void todayChanged();
    void snapshotCame(const gateway::usage::LiveSnapshot& snapshot); ///< each, as it comes

private:
    void settle();
    void settleTick();
    void tick();
    void flush();
    void forget();
    void askLedger();
    void addToday(const gateway::usage::ExchangeRecord& record);
    void addUsedToday(const gateway::usage::ExchangeRecord& record);
    QString activePhrase() const;

    const gateway::Clock& m_clock;
    std::optional<Access> m_access;
    gateway::host::Status m_status;
    gateway::config::Settings m_settings;
    std::vector<gateway::host::ProviderStatus> m_providers;
    CatalogSource m_catalog;
    gateway::usage::LiveSnapshot m_pending; ///< what the next flush shows
    gateway::usage::LiveTotals m_totals;
    QDateTime m_pauseEnd;
    gateway::usage::Totals m_today;
    QDate m_day;
    gateway::WallTime m_liveFrom{}; ///< exchanges from then on are counted here, earlier ones in the ledger
    Throughput m_throughput;
    InFlightModel m_inFlight;
    ServingModel m_serving;
    EventModel m_events;
    QTimer m_tick;   ///< ages and the window of the rates
    QTimer m_flush;  ///< bounds the changes per second
    QTimer m_ages;   ///< "2 min ago" while somebody looks
    QTimer m_forget; ///< until the next fallback is too old to count
    QStringList m_shown; ///< of the headline, to tell a change
    bool m_isPending = false;
    bool m_isWatched = false;
    bool m_hasAsked = false; ///< the ledger
    bool m_lacksLedger = false; ///< it could not tell of today
};

} // namespace ui::models

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

/// The state of the gateway for the window, the tray and the Overview: state in words, who serves what, requests in
/// progress, events. Fed with values (or by `attach`); no timer runs unless it is watched and something changes. Main
/// thread.
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
    const gateway::Clock& clock() const { return m_clock; }

    /// Follows `access` from now on: the only place of wiring.
    void attach(const Access& access);

    void setStatus(const gateway::host::Status& status);
    void setSettings(const gateway::config::Settings& settings);
    void setProviders(const std::vector<gateway::host::ProviderStatus>& providers);
    void setCatalog(const CatalogSource& catalog);
    void addSnapshot(const gateway::usage::LiveSnapshot& snapshot);
    /// Sets the ledger's totals of today up to the call of `attach` (or the construction of this object); exchanges
    /// that began later are added as they end.
    void setLedgerTotals(const gateway::usage::Totals& totals);
    void setLedgerUnread(); ///< they could not be read
    /// Whether anybody looks (page visible, window neither hidden nor minimised).
    void setWatched(bool watched);

    Headline headline() const;
    static QStringList headlineWords(); ///< all possible words
    QString headlineWord() const; ///< "Running", "On fallback", "Port taken" ...
    QString phrase() const;       ///< current activity, one line: "3 active · gpt-4o by Qwen"
    /// The problem and the remedy; empty: none. The gateway's message.
    QString problem() const;
    /// The same for HTTPS, whose problems do not stop the gateway, and for its certificate.
    QString httpsProblem() const;
    QString statusName() const;  ///< from palette.json `status`: "ok", "busy", "warn" ...
    QString stateName() const;   ///< from palette.json `gateway_state`: "running", "fallback" ...
    QString address() const;     ///< for clients: "http://127.0.0.1:8080/v1"; empty: not listening
    QStringList baseUrls() const; ///< listening addresses, without /v1
    bool isPaused() const;
    /// When a pause ends automatically; invalid: it does not.
    void setPauseEnd(const QDateTime& end);
    const QDateTime& pauseEnd() const { return m_pauseEnd; }
    bool canPause() const; ///< while running or paused

    int activeCount() const { return m_inFlight.rowCount(); }
    int providerCount() const; ///< without the demo
    /// Display name of a provider; the id if it has none.
    QString providerName(const std::string& id) const;

    /// One per second, oldest first; empty: a gap.
    std::vector<std::optional<TokenRate>> rates() const { return m_throughput.seconds(); }
    TokenRate rateNow() const { return m_throughput.now(); }
    /// Since midnight.
    gateway::usage::Totals today() const;
    /// False: the ledger could not be read, so that usage before this start may be missing.
    bool isTodayWhole() const;
    /// "1.24 M tokens · ¥3.42", including notes on unknown usage or prices.
    QString todayPhrase() const;
    const gateway::usage::LiveTotals& sinceStart() const { return m_totals; }

    InFlightModel* inFlight() { return &m_inFlight; }
    ServingModel* serving() { return &m_serving; }
    const std::vector<Serving>& servingRows() const { return m_serving.rows(); }
    EventModel* events() { return &m_events; }
    /// Whether it wakes up every second.
    bool isTicking() const { return m_tick.isActive(); }

Q_SIGNALS:
    void headlineChanged(); ///< word, phrase, problem, status, state or address
    void ratesChanged();    ///< only while watched, at most 4 times a second
    void todayChanged();
    void snapshotCame(const gateway::usage::LiveSnapshot& snapshot); ///< for every snapshot

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
    gateway::usage::LiveSnapshot m_pending; ///< shown by the next flush
    gateway::usage::LiveTotals m_totals;
    QDateTime m_pauseEnd;
    gateway::usage::Totals m_today;
    QDate m_day;
    gateway::WallTime m_liveFrom{}; ///< exchanges from then on are counted here, earlier ones by the ledger
    Throughput m_throughput;
    InFlightModel m_inFlight;
    ServingModel m_serving;
    EventModel m_events;
    QTimer m_tick;   ///< updates ages and the time window of the rates
    QTimer m_flush;  ///< limits the updates per second
    QTimer m_ages;   ///< updates "2 min ago" while somebody looks
    QTimer m_forget; ///< until the next fallback is too old to count
    QStringList m_shown; ///< of the headline, to detect changes
    bool m_isPending = false;
    bool m_isWatched = false;
    bool m_hasAsked = false; ///< the ledger was queried
    bool m_lacksLedger = false; ///< the ledger could not be read
};

} // namespace ui::models

#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/search/ask_thread.h"
#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace ui::models {

/// How often the loop guard acted in the last 7 days, according to the ledger. Main thread; the ledger is read on a
/// thread of its own.
class LoopHistory final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Requests>;

    static constexpr std::chrono::days kSpan{7};

    /// Both must outlive it.
    LoopHistory(const Access& access, const gateway::Clock& clock, QObject* parent = nullptr);
    ~LoopHistory() override;

    /// Reads the ledger; `changed()` follows, unless it cannot be read.
    void read();
    /// Counts one that the guard has just acted on: it will be in the ledger only when its request has ended.
    void add();
    /// Empty: not known yet, or there is no ledger.
    std::optional<std::int64_t> loops() const { return m_loops; }
    /// "In the last 7 days: 2 loops."; empty if that is unknown.
    QString text() const;

Q_SIGNALS:
    void changed();

private:
    Access m_access;
    const gateway::Clock& m_clock;
    std::unique_ptr<gateway::usage::AskThread> m_thread; ///< created at the first question
    std::optional<std::int64_t> m_loops;
};

} // namespace ui::models

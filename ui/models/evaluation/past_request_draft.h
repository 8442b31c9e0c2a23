#pragma once

#include "gateway/core/error.h"
#include "gateway/evaluation/past_requests/past_requests.h"
#include "gateway/usage/search/ask_thread.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <optional>

namespace ui::models {

/// A dataset that is to be made from past requests: how many there are, and writing it. Main thread; the ledger is read in
/// a thread of its own.
class PastRequestDraft final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kPause{300};
    enum class Existing : std::uint8_t { Kept, Replaced };

    /// `ledger`: its file; empty: there is none yet. `pause`: how long it waits after the last change before it counts.
    explicit PastRequestDraft(const QString& ledger, QObject* parent = nullptr, std::chrono::milliseconds pause = kPause);

    /// Counts anew; what is known of others is forgotten.
    void setWanted(const gateway::evaluation::PastRequests& wanted);
    const gateway::evaluation::PastRequests& wanted() const { return m_wanted; }
    /// Empty: not counted yet, or the ledger cannot be read.
    const std::optional<gateway::evaluation::PastRequestsFound>& found() const { return m_found; }
    const std::optional<gateway::Error>& error() const { return m_error; }

    /// Writes the dataset. Without effect while it writes.
    void write(const QString& path, Existing existing);
    bool isWriting() const { return m_isWriting; }

Q_SIGNALS:
    void changed();
    /// Empty `error`: written.
    void written(const QString& path, const std::optional<gateway::Error>& error);

private:
    void count();

    QString m_ledger;
    gateway::evaluation::PastRequests m_wanted;
    std::optional<gateway::evaluation::PastRequestsFound> m_found;
    std::optional<gateway::Error> m_error;
    bool m_isWriting = false;
    QTimer m_pause;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models

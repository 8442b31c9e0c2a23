#pragma once

#include "chart_series.h"

#include "gateway/core/result.h"
#include "gateway/usage/search/ask_thread.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace ui::models {

/// Reads sums over time from the ledger, on a separate thread. Main thread.
class UsageSource final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(gateway::Result<UsageAnswer>)>;

    /// `file` need not exist yet.
    explicit UsageSource(const QString& file, QObject* parent = nullptr);

    /// `done` is called from the event loop, unless `context` was destroyed or `forget()` was called. Errors: Io.
    void ask(const UsageQuestion& question, QObject* context, Done done);
    /// The names of a group that used tokens before `until`, in the order of first use. `done` is called as above.
    void askFirstUses(UsageGroup group, gateway::WallTime until, QObject* context, std::function<void(gateway::Result<std::vector<std::string>>)> done);
    void forget() { m_thread.forget(); }

private:
    QString m_file;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models

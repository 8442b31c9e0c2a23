#pragma once

#include "gateway/host/clients/tool_access.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// Leads the tools that were set up for one port of this gateway to another one: first shows what would be
/// written, then writes it, each file with its backup. Main thread; answers come from the event loop.
class ClientMove final : public QObject {
    Q_OBJECT
public:
    struct Tool {
        std::string id;
        QString name;
        std::optional<gateway::clients::SetupPlan> plan; ///< empty: it stays as it is
        QString problem; ///< why it stays, or why it was not written; the gateway's own words
    };

    /// `tools` must outlive it.
    explicit ClientMove(gateway::host::ToolAccess& tools, QObject* parent = nullptr);

    /// Looks for tools whose set-up names port `from` and plans to have them name `to`. One that
    /// somebody has changed since is not touched. Another call ends the one before.
    void plan(int from, int to, std::function<void()> done);
    const std::vector<Tool>& tools() const { return m_tools; }
    /// How many have a plan.
    int count() const;
    /// What would be written, as unified diffs one after the other. Holds no key.
    QString diff() const;
    /// Writes what was planned, one tool after the other. What fails has its `problem`, and the rest goes on.
    void apply(std::function<void()> done);

private:
    void planNext(int run, std::size_t index, std::vector<gateway::clients::SetupWish> wishes, std::function<void()> done);
    void applyNext(std::size_t index, std::function<void()> done);

    gateway::host::ToolAccess& m_access;
    std::vector<Tool> m_tools;
    int m_run = 0; ///< of the last `plan()`
};

} // namespace ui::models

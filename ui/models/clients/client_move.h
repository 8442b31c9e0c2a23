#pragma once

#include "gateway/host/clients/tool_access.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// Switches set-up tools from one port of this gateway to another: first shows what would be written, then writes it,
/// with a backup of each file. Main thread; results come from the event loop.
class ClientMove final : public QObject {
    Q_OBJECT
public:
    struct Tool {
        std::string id;
        QString name;
        std::optional<gateway::clients::SetupPlan> plan; ///< empty: it stays as it is
        QString problem; ///< why it stays, or why writing failed; the gateway's message
    };

    /// `tools` must outlive it.
    explicit ClientMove(gateway::host::ToolAccess& tools, QObject* parent = nullptr);

    /// Finds tools whose set-up uses port `from` and plans to switch them to `to`. Tools that somebody has changed
    /// since are not touched. A further call cancels the previous one.
    void plan(int from, int to, std::function<void()> done);
    const std::vector<Tool>& tools() const { return m_tools; }
    /// Number of tools with a plan.
    int count() const;
    /// What would be written, as concatenated unified diffs. Contains no key.
    QString diff() const;
    /// Writes what was planned, one tool after the other. A failed tool gets a `problem`, and the others continue.
    void apply(std::function<void()> done);

private:
    void planNext(int run, std::size_t index, std::vector<gateway::clients::SetupWish> wishes, std::function<void()> done);
    void applyNext(std::size_t index, std::function<void()> done);

    gateway::host::ToolAccess& m_access;
    std::vector<Tool> m_tools;
    int m_run = 0; ///< number of the last `plan()`
};

} // namespace ui::models

#pragma once

#include "gateway/clients/client_setups.h"

#include <QWidget>

#include <string>
#include <vector>

class QVBoxLayout;

namespace ui::pages {

/// The planned change of each file of a tool: its path and the changed lines.
class ToolChange : public QWidget {
    Q_OBJECT
public:
    explicit ToolChange(QWidget* parent = nullptr);

    void showSetup(const gateway::clients::SetupPlan& plan);
    void showRestore(const gateway::clients::RestorePlan& plan);
    void clear();
    /// Everything as text, with keys masked.
    QString text() const { return m_text; }

private:
    void add(const gateway::clients::FileChange& change, const QString& what);
    void addWarning(const QString& words);
    QString keptWords(const std::string& field, bool leadsElsewhere) const;
    void begin();
    void end();

    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
    QString m_focused; ///< object name of the focused widget before an update; empty: none
    QString m_text;
    int m_files = 0;
};

} // namespace ui::pages

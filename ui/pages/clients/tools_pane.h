#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/clients/tool_list_model.h"

#include <QSplitter>

class QStackedWidget;

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class Button;
class Card;
}

namespace ui::pages {

class SnippetsView;
class TableCard;
class ToolDetail;

/// The tools of this machine and, next to them, the selected one; or how to configure any other program.
class ToolsPane : public QSplitter {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Diagnosis>;

    /// All must outlive it. Without tool access there is only the manual way.
    ToolsPane(models::GatewayModel& model, const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock,
        QWidget* parent = nullptr);
    ~ToolsPane() override;

    const models::ToolListModel& tools() const { return m_tools; }
    bool hasTools() const { return m_detail != nullptr; }
    QString selected() const;
    void select(const QString& id);
    /// Selects a tool and shows what restoring it would change.
    void restore(const QString& id);
    /// Searches for tools again.
    void look();
    /// Enables searching again whenever the files of a set-up tool change.
    void setWatched(bool isWatched);
    /// Searches again and plans the shown change again.
    void lookAgain();
    void retranslate();
    void refreshTimes() { m_tools.refresh(); }
    QWidget* listPart() const;
    QWidget* listView() const; ///< the table of tools within it
    QWidget* detailPart() const;

Q_SIGNALS:
    void toolsChanged();
    void detailWanted(); ///< on a narrow page: show the selected one
    void keyWanted(); ///< for another program
    void focusLeft(); ///< the selected tool is set up, and the button with the focus is gone

private:
    void build();
    void connectParts();
    void showOthers();
    void take(std::vector<gateway::clients::ClientState> states);
    void lookOnce();
    void followFiles();
    void choose();
    void offerRestore();

    models::GatewayModel& m_model;
    Access m_gateway;
    gateway::host::ToolAccess* m_access; ///< null: not available
    models::ToolListModel m_tools;
    TableCard* m_list;
    widgets::Button* m_others;
    QStackedWidget* m_side;
    widgets::Card* m_snippetsCard;
    SnippetsView* m_snippets;
    ToolDetail* m_detail = nullptr; ///< null: not available
    QString m_wanted; ///< selected as soon as it exists
    QString m_restoreOf; ///< the same, and shows what restoring it would change
    int m_question = 0;
    bool m_isLooking = false; ///< a search is in progress
    bool m_isTaking = false; ///< the list is being updated: selection changes are not the user's
};

} // namespace ui::pages

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

/// The tools of this machine and, beside them, the chosen one; or how any other program is pointed here.
class ToolsPane : public QSplitter {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Diagnosis>;

    /// All must outlive it. Where the access has no tools there is only the way by hand.
    ToolsPane(models::GatewayModel& model, const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock,
        QWidget* parent = nullptr);
    ~ToolsPane() override;

    const models::ToolListModel& tools() const { return m_tools; }
    bool hasTools() const { return m_detail != nullptr; }
    QString selected() const;
    void select(const QString& id);
    /// Chooses it and shows what putting it back would change.
    void restore(const QString& id);
    /// Looks for tools again.
    void look();
    /// Looks again as well whenever somebody changes the files of one that is set up.
    void setWatched(bool isWatched);
    /// Likewise, and asks anew what the change that is shown would be.
    void lookAgain();
    void retranslate();
    void refreshTimes() { m_tools.refresh(); }
    QWidget* listPart() const;
    QWidget* detailPart() const;

Q_SIGNALS:
    void toolsChanged();
    void detailWanted(); ///< where there is room for one of both: the chosen one
    void keyWanted(); ///< for one more program

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
    gateway::host::ToolAccess* m_access; ///< null: there is none
    models::ToolListModel m_tools;
    TableCard* m_list;
    widgets::Button* m_others;
    QStackedWidget* m_side;
    widgets::Card* m_snippetsCard;
    SnippetsView* m_snippets;
    ToolDetail* m_detail = nullptr; ///< null: as above
    QString m_wanted; ///< is chosen as soon as it is there
    QString m_restoreOf; ///< likewise, with what putting it back would change
    int m_question = 0;
    bool m_isLooking = false; ///< the answer is on its way
    bool m_isTaking = false; ///< the list follows what was found, nobody chooses in it
};

} // namespace ui::pages

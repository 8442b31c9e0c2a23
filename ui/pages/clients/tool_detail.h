#pragma once

#include "gateway/host/clients/model_check.h"
#include "ui/models/gateway_parts.h"
#include "ui/look/theme.h"
#include "ui/models/change_refusal.h"
#include "ui/models/clients/tool_list_model.h"
#include "gateway/host/clients/tool_access.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QComboBox;

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class Button;
class ElidedLabel;
class Label;
class StatusLabel;
class StatusShape;
}

namespace ui::pages {

class ToolChange;
class ToolSteps;

/// Details of a tool: its state, what setting it up would change, line by line, and the buttons to do and undo it.
/// Nothing is written before its lines were shown.
class ToolDetail : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Diagnosis>;

    /// All must outlive it.
    ToolDetail(models::ToolListModel& tools, gateway::host::ToolAccess& access, models::GatewayModel& model, const Access& gateway,
        const gateway::Clock& clock, QWidget* parent = nullptr);

    /// Empty: nothing is shown.
    void setTool(const QString& id);
    QString tool() const { return m_id; }
    /// Plans the set-up again.
    void refresh();
    /// Plans the shown change again and shows the result. `words`: the reason, if the user did not request it.
    void renew(const QString& words = {});
    /// The same while keeping messages: its files have changed.
    void follow();
    /// Its state has changed: plans the change that is appropriate now.
    void settleStage();
    /// Updates only texts and state: a request may have arrived.
    void refreshState();
    void retranslate();
    /// Shows what restoring it would change, since undo would leave it without its key.
    void offerRestore();

Q_SIGNALS:
    void written(); ///< a set-up was made or undone
    void focusLeft(); ///< it is set up, and the button with the focus is gone: nothing more is to be done here

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Doing { Setup, Restore };

    void build();
    QWidget* buildVersion();
    QWidget* buildStages();
    QWidget* buildChoices();
    QWidget* buildUnserved();
    QWidget* buildButtons();
    void connectParts();
    const models::Tool* shown() const;
    std::string base() const;
    void fillModels();
    void settleModelHint();
    void showVersion(const models::Tool& tool);
    void askVersion();
    void showKind(const models::Tool& tool);
    void showStages(const models::Tool& tool);
    void plan();
    void takePlan(const gateway::Result<gateway::clients::SetupPlan>& plan, const QString& words = {});
    void planRestore(const QString& words = {});
    void takeRestore(const gateway::Result<gateway::clients::RestorePlan>& plan, const QString& words);
    void makeKey(int step);
    void forgetKey();
    void carryOut();
    void setUp(const gateway::clients::SetupPlan& plan, int step = 0);
    void checkModels();
    void takeExplanation(const gateway::host::AskedModel& asked, const gateway::routing::Explanation& explanation);
    void showUnserved();
    QString unservedSentence() const;
    bool isSolved() const;
    QStringList doubts() const;
    void ask(const QStringList& doubts);
    void took(const gateway::Result<void>& done);
    void showKey(const gateway::clients::ClientEntry& entry, const gateway::Secret& key);
    void settleButtons();
    void say(look::Status status, const QString& words);
    void forgetRefusal(const QString& said);

    models::ToolListModel& m_tools;
    gateway::host::ToolAccess& m_access;
    models::GatewayModel& m_model;
    Access m_gateway;
    const gateway::Clock& m_clock;
    QString m_id;
    Doing m_doing = Doing::Setup;
    models::ChangeRefusal m_refusal; ///< of the last write
    int m_question = 0; ///< number of the last query: earlier results are ignored
    bool m_isBusy = false;
    QString m_newKeyOf;       ///< the tool whose key was created last
    gateway::Secret m_newKey; ///< that key; empty: none
    std::optional<gateway::clients::SetupPlan> m_plan;
    QString m_unservedWhy;      ///< why no request for it would succeed; empty: nothing serves it
    QString m_unservedMain;     ///< the main model, if nothing serves it; empty: it is served, or unknown
    QStringList m_unservedOwn;  ///< the same for background models
    std::optional<gateway::config::TargetSettings> m_otherTarget; ///< possible target for other models; empty: unknown
    QString m_otherModel;       ///< its name for clients
    std::optional<gateway::clients::RestorePlan> m_restorePlan;
    QWidget* m_inside;
    QWidget* m_line; ///< separator above the buttons
    widgets::ElidedLabel* m_title;
    widgets::StatusLabel* m_state;
    widgets::Label* m_words;
    widgets::Label* m_note;
    QWidget* m_versionLine;
    widgets::StatusShape* m_versionShape;
    widgets::Label* m_version;
    widgets::Button* m_askVersion;
    QWidget* m_stages;
    widgets::StatusLabel* m_stage[3];
    QWidget* m_choices;
    widgets::Label* m_modelLabel;
    QComboBox* m_modelBox;
    widgets::Label* m_key;
    QWidget* m_unservedPart = nullptr;
    widgets::StatusShape* m_unservedShape;
    widgets::Label* m_unserved;
    QCheckBox* m_others; ///< sends other models to one model
    ToolChange* m_change;
    ToolSteps* m_steps;
    widgets::StatusShape* m_saidShape;
    widgets::Label* m_said;
    widgets::Button* m_makeKey;
    widgets::Button* m_copy;
    widgets::Button* m_restore;
    widgets::Button* m_cancel;
    widgets::Button* m_write;
};

} // namespace ui::pages

#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/change_refusal.h"
#include "ui/models/clients/consumer_list_model.h"
#include "ui/widgets/card.h"

#include "gateway/usage/search/request_filter.h"

#include <QStandardItemModel>
#include <QStringList>

#include <functional>
#include <vector>

class QMenu;
class QVBoxLayout;

namespace ui::widgets {
class Button;
class DataTable;
class ElidedLabel;
class Label;
class StatusLabel;
class UndoLink;
}

namespace ui::pages {

/// Details of a consumer: its keys, permissions, activity and actions. Every change can be undone.
class ConsumerDetail : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>;

    /// All must outlive it.
    ConsumerDetail(const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock, QWidget* parent = nullptr);

    /// Empty: nothing is shown.
    void setConsumer(const QString& name);
    QString consumer() const { return m_name; }
    void refresh();
    void retranslate();
    /// The actions on the consumer, also for the context menu of the list.
    QMenu* menu() const { return m_menu; }
    /// Opens the dialog for an additional key.
    void makeKey();
    /// Enables or disables these consumers, in one change.
    void setEnabled(const QStringList& names, bool enable);
    /// Removes these consumers from the configuration, in one change.
    void remove(const QStringList& names);
    /// What removing these consumers would affect besides them, a sentence each.
    QStringList effectsOf(const QStringList& names) const;
    /// `tools` returns the tools that are set up with a key of some consumers.
    void setToolsOf(std::function<QStringList(const QStringList& names)> tools) { m_toolsOf = std::move(tools); }
    /// Shows a new key once.
    void showKey(const QString& consumer, const gateway::Secret& key);
    /// Offers to undo the creation of `consumer`.
    void offerUndoOfNew(const QString& consumer);

Q_SIGNALS:
    void requestsWanted(const gateway::usage::RequestFilter& filter);
    void renamed(const QString& name);
    void removed();
    /// Emitted when a change was rejected, and with empty texts when that no longer matters.
    void problemChanged(const QString& text, const QString& detail);

private:
    struct Removed {
        gateway::config::ConsumerSettings consumer;
        std::size_t place = 0; ///< in the list
    };
    void build();
    void buildMenu();
    void connectParts();
    QWidget* row(std::initializer_list<QWidget*> controls, int stretched);
    void showKeys(const gateway::config::ConsumerSettings& consumer);
    const gateway::config::ConsumerSettings* settings() const;
    std::optional<gateway::config::ConsumerKey> chosenKey() const;
    void settleKeyButton();
    void toggleKey();
    void edit();
    void editEverything(const QString& name);
    void change(const gateway::Result<void>& made, const gateway::config::Settings& next, std::function<void()> then);
    void putBack(const std::vector<Removed>& all);
    void say(const QString& problem, const QString& detail = {});
    void showAfterwards();
    QStringList toolEffects(const QStringList& names) const;

    Access m_access;
    models::ConsumerActivity& m_activity;
    const gateway::Clock& m_clock;
    QString m_name;
    QWidget* m_inside; ///< hidden, like everything except undo, if there is no consumer
    QStandardItemModel m_keys;
    std::string m_newKey; ///< SHA-256 of the key created last: selected as soon as it appears
    QMenu* m_menu;
    QAction* m_editAction;
    QAction* m_enable;
    QAction* m_removeAction;
    widgets::ElidedLabel* m_title;
    widgets::Button* m_edit;
    widgets::Button* m_more;
    widgets::StatusLabel* m_state;
    widgets::Label* m_factNames[4];
    widgets::ElidedLabel* m_facts[4];
    widgets::Button* m_requests;
    widgets::Label* m_keysTitle;
    widgets::Button* m_make;
    widgets::DataTable* m_keyTable;
    widgets::Label* m_noKeys;
    widgets::Button* m_toggleKey; ///< revokes the selected key, or accepts it again
    widgets::Label* m_problem;
    models::ChangeRefusal m_refusal; ///< shown in `m_problem`
    widgets::UndoLink* m_undo;
    widgets::Label* m_afterwards; ///< consequences of the last removal, until the next change
    QStringList m_leftOver;       ///< what it means for the rest
    std::function<QStringList(const QStringList&)> m_toolsOf;
};

} // namespace ui::pages

#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/change_refusal.h"
#include "ui/models/providers/provider_draft.h"
#include "ui/models/providers/provider_list_model.h"
#include "ui/models/sorted_rows.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <string>

class QSplitter;
class QStackedWidget;

namespace ui::widgets {
class Button;
class DataTable;
class ElidedLabel;
class EmptyState;
class PageHeader;
class SortMenu;
}

namespace ui::pages {

class ApprovalQuestion;
class ListSelection;
class ProviderDetail;
class ProvidersWelcome;
class SelectionCard;
class TableCard;

/// The configured providers: list on the left, the selected one or the selection on the right. Every change takes effect
/// at once.
class ProvidersPage : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers, models::Requests>;

    /// Both must outlive the page.
    ProvidersPage(const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~ProvidersPage() override;

    /// Opens the dialog with `entry` of the catalog selected, if given.
    void addProvider(const QString& entry = {}, const QString& address = {});
    void selectProvider(const QString& id);
    QString selectedProvider() const;
    void testAll();
    /// Shows the cost before testing, like the button of the page.
    void askToTestAll();
    bool isNarrow() const { return m_isNarrow; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectDetail();
    void connectSelection();
    void makeShortcuts();
    void retranslate();
    void settle();
    void arrange();
    void test(const QString& id);
    void showTestCost();
    void edit(const QString& id);
    void editEverything(const QString& id);
    void addKey(const QString& id);
    void replaceKey(const QString& id, const QString& key);
    void askToRemoveKey(const QString& id, const QString& key);
    void removeKey(const QString& id, const QString& key);
    void setEnabled(const QStringList& ids, bool enable);
    void duplicate(const QString& id);
    void move(const QString& id, int by);
    void moveRow(int row, int place);
    bool isInOwnOrder();
    void remove(const QStringList& ids);
    void keepSecrets(const std::vector<std::string>& secrets);
    void removeSecrets();
    void openMenu(const QPoint& at);
    void showSelection();
    void tryDemo();
    void change(const gateway::config::Settings& next);
    void showMessage(const QString& text);
    void showProblem(const gateway::Error& error);
    bool hasProviders() const;

    Access m_access;
    models::ChangeRefusal m_refusal; ///< shown in the bar
    const gateway::Clock& m_clock;
    models::ProviderListModel m_providers;
    models::SortedRows m_sorted; ///< of the list
    widgets::PageHeader* m_header;
    widgets::Button* m_back;
    widgets::Button* m_testAll;
    widgets::Button* m_add;
    ProvidersWelcome* m_welcome;
    widgets::EmptyState* m_unread; ///< shown instead if the file with the providers is not in force
    QSplitter* m_splitter;
    TableCard* m_listCard;
    widgets::DataTable* m_list;
    widgets::SortMenu* m_sort = nullptr;
    ListSelection* m_selection = nullptr;
    QStackedWidget* m_side; ///< the details, or the selection if there are several
    ProviderDetail* m_detail;
    SelectionCard* m_several;
    ApprovalQuestion* m_question; ///< above everything else
    QWidget* m_bar; ///< reports the last action
    widgets::ElidedLabel* m_barText;
    widgets::Button* m_barClose;
    std::vector<std::string> m_unusedSecrets; ///< of what was removed: kept as long as that can be undone
    std::vector<std::string> m_gone; ///< removed providers shown in the bar
    QTimer m_ages; ///< updates "2 min ago" while somebody looks
    bool m_withDemo = false; ///< shows the list even if there is only the demo
    bool m_isNarrow = false;
    bool m_showsDetail = false; ///< narrow page: shown instead of the list
};

} // namespace ui::pages

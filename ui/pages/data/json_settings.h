#pragma once

#include "issue_list_model.h"

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <QTimer>

#include <functional>
#include <optional>
#include <string>

class QPlainTextEdit;
class QStackedWidget;

namespace ui::widgets {
class Button;
class DataTable;
class ElidedLabel;
class Label;
class StatusLabel;
}

namespace ui::pages {

class TextDiffView;

/// The configuration as the file has it: edited as JSON, with what is wrong by line and field, and
/// compared with the file before it is saved. Tells where the file changed meanwhile.
class JsonSettings : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it.
    explicit JsonSettings(const Access& access, QWidget* parent = nullptr);

    /// Whether there is something that is not saved.
    bool isChanged() const;
    /// What is typed, as the file would have it.
    std::string edited() const;
    /// Saves what is typed; where that cannot be, it stays, and the page says why. `done`: whether it is saved.
    void saveTyped(std::function<void(bool)> done);
    /// Whether that would do it: it has no mistake, and the file is as it was when it was read.
    bool canSaveTyped();
    void discardTyped();

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum View { Editing, Reviewing };
    void build();
    void connectAll();
    void retranslate();
    void readFile();
    void take(const std::string& text);
    void check();
    void settle();
    void setView(View view);
    void goToIssue(int row);
    void showWhole();
    void save();
    void saved(const gateway::Result<void>& result);
    void endOldReview();
    void readDraft();
    void takeDraft();
    void dropDraft();
    /// Of the file; where there is none, what it would say.
    std::string fileText() const;

    Access m_access;
    std::optional<std::string> m_base; ///< what the editor's text began as; empty: nothing was read yet
    std::optional<std::string> m_disk; ///< what the file says; empty: there is none
    std::optional<std::string> m_compared; ///< likewise, when it was compared
    std::optional<std::string> m_draft; ///< typed in an earlier run, not saved and not taken up yet
    bool m_hasAskedForDraft = false;
    bool m_isFromDraft = false;        ///< what is typed began as that
    std::function<void(bool)> m_saved; ///< who waits for it
    QString m_problem;                 ///< that saving had
    IssueListModel m_issues;
    QTimer m_checkSoon;
    bool m_isReading = false;
    bool m_isSaving = false;
    widgets::ElidedLabel* m_file;
    widgets::StatusLabel* m_state;
    QStackedWidget* m_views;
    QPlainTextEdit* m_editor;
    TextDiffView* m_diff;
    widgets::DataTable* m_list;
    widgets::Label* m_whole; ///< of the issue that is looked at, where its row has no room for it
    widgets::Button* m_takeDraft;
    widgets::Button* m_reload;
    widgets::Button* m_back;
    widgets::Button* m_review;
    widgets::Button* m_save;
};

} // namespace ui::pages

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

/// The configuration file as JSON text: editable, with issues by line and field, and with a diff before saving. Reports
/// when the file was changed meanwhile.
class JsonSettings : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it.
    explicit JsonSettings(const Access& access, QWidget* parent = nullptr);

    /// Whether there are unsaved changes.
    bool isChanged() const;
    /// The text as it would be saved.
    std::string edited() const;
    /// Saves the text; if that fails, it stays and the page shows the reason. `done`: whether it was saved.
    void saveTyped(std::function<void(bool)> done);
    /// Whether saving would succeed: the text is valid, and the file is unchanged since it was read.
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
    /// Content of the file; if there is none, the text it would have.
    std::string fileText() const;

    Access m_access;
    std::optional<std::string> m_base; ///< original text in the editor; empty: nothing was read yet
    std::optional<std::string> m_disk; ///< content of the file; empty: no file
    std::optional<std::string> m_compared; ///< content of the file at the time of the diff
    std::optional<std::string> m_draft; ///< unsaved text from an earlier run that was not opened yet
    bool m_hasAskedForDraft = false;
    bool m_isFromDraft = false;        ///< the text was opened from the draft
    std::function<void(bool)> m_saved; ///< called when saving has finished
    QString m_problem;                 ///< error of saving
    IssueListModel m_issues;
    QTimer m_checkTimer;
    bool m_isReading = false;
    bool m_isSaving = false;
    widgets::ElidedLabel* m_file;
    widgets::StatusLabel* m_state;
    QStackedWidget* m_views;
    QPlainTextEdit* m_editor;
    TextDiffView* m_diff;
    widgets::DataTable* m_list;
    widgets::Label* m_whole; ///< full text of the current issue, if its row is too short
    widgets::Button* m_takeDraft;
    widgets::Button* m_reload;
    widgets::Button* m_back;
    widgets::Button* m_review;
    widgets::Button* m_save;
};

} // namespace ui::pages

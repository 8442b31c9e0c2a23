#include "json_settings.h"

#include "text_diff_view.h"

#include "gateway/config/issue_lines.h"
#include "gateway/host/config_editing.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QShowEvent>
#include <QStackedWidget>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::config::Issue;
using look::Status;
using widgets::Button;
using widgets::ButtonKind;
using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kCheckAfter_ms = 250; // after the last key press
constexpr int kMostIssueRows = 4;

} // namespace

JsonSettings::JsonSettings(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_file(new ElidedLabel({}, look::TextRole::Mono, Label::Tone::Secondary, this)),
      m_state(new widgets::StatusLabel(this)), m_views(new QStackedWidget(this)), m_editor(new QPlainTextEdit(m_views)), m_diff(new TextDiffView(m_views)),
      m_list(new widgets::DataTable(this)), m_whole(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_takeDraft(new Button(ButtonKind::Plain, {}, {}, this)), m_reload(new Button(ButtonKind::Plain, {}, {}, this)), m_back(new Button(ButtonKind::Plain, {}, {}, this)),
      m_review(new Button(ButtonKind::Primary, {}, {}, this)), m_save(new Button(ButtonKind::Primary, {}, {}, this))
{
    setObjectName(QStringLiteral("jsonSettings"));
    build();
    connectAll();
    retranslate();
    setView(Editing);
}

void JsonSettings::build()
{
    const look::Theme& theme = look::theme();
    m_editor->setObjectName(QStringLiteral("jsonEditor"));
    m_diff->setObjectName(QStringLiteral("jsonDiff"));
    m_list->setObjectName(QStringLiteral("jsonIssues"));
    m_state->setObjectName(QStringLiteral("jsonState"));
    m_takeDraft->setObjectName(QStringLiteral("jsonTakeDraft"));
    m_reload->setObjectName(QStringLiteral("jsonReload"));
    m_back->setObjectName(QStringLiteral("jsonBack"));
    m_review->setObjectName(QStringLiteral("jsonReview"));
    m_save->setObjectName(QStringLiteral("jsonSave"));
    m_whole->setObjectName(QStringLiteral("jsonReason"));
    m_whole->setWordWrap(true);
    m_file->setElideMode(Qt::ElideMiddle);
    m_editor->setFont(theme.font(look::TextRole::Mono));
    m_editor->setTabChangesFocus(true);
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->viewport()->setAutoFillBackground(false);
    m_editor->installEventFilter(this);
    m_views->addWidget(m_editor);
    m_views->addWidget(m_diff);
    m_list->setModel(&m_issues);
    m_list->setColumns({76, 210, 0}, IssueListModel::Message);
    m_list->setFitsRows(1, kMostIssueRows);
    auto* top = new QWidget(this);
    auto* facts = new QHBoxLayout(top);
    facts->setContentsMargins({});
    facts->setSpacing(theme.px(12));
    facts->addWidget(m_file, 1);
    facts->addWidget(m_state);
    auto* bottom = new QWidget(this);
    auto* buttons = new QHBoxLayout(bottom);
    buttons->setContentsMargins({});
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_takeDraft);
    buttons->addWidget(m_reload);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_review);
    buttons->addWidget(m_save);
    addContent(top);
    addContent(m_views, 1);
    addTable(m_list, 0);
    addContent(m_whole);
    addContent(bottom);
}

void JsonSettings::connectAll()
{
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckAfter_ms);
    connect(&m_checkTimer, &QTimer::timeout, this, &JsonSettings::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_problem.clear();
        m_checkTimer.start();
    });
    connect(m_list, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { goToIssue(index.row()); });
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) { goToIssue(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &JsonSettings::showWhole);
    connect(m_takeDraft, &QPushButton::clicked, this, &JsonSettings::takeDraft);
    connect(m_reload, &QPushButton::clicked, this, &JsonSettings::discardTyped);
    connect(m_back, &QPushButton::clicked, this, [this] { setView(Editing); });
    connect(m_review, &QPushButton::clicked, this, [this] { setView(Reviewing); });
    connect(m_save, &QPushButton::clicked, this, &JsonSettings::save);
    const auto follow = [this] {
        if (isVisible()) readFile();
    };
    connect(&m_access.news(), &models::GatewayNews::statusChanged, this, follow);
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, this, follow);
}

void JsonSettings::retranslate()
{
    setTitle(tr("Configuration as JSON"));
    m_file->setText(QDir::toNativeSeparators(m_access.configuration().configFile()));
    m_editor->setAccessibleName(tr("Configuration as JSON"));
    m_diff->setAccessibleName(tr("Changes to be saved"));
    m_list->setAccessibleName(tr("Problems"));
    m_takeDraft->setText(tr("Continue with unsaved text"));
    m_reload->setText(tr("Load from file"));
    m_back->setText(tr("Back to editor"));
    m_review->setText(tr("Compare and save…"));
    m_save->setText(tr("Save the configuration"));
    settle();
}

bool JsonSettings::isChanged() const { return m_base && edited() != *m_base; }

/// As the file would contain it: the editor only has line feeds.
std::string JsonSettings::edited() const
{
    QString text = m_editor->toPlainText();
    if (m_base && m_base->find("\r\n") != std::string::npos) text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    return text.toStdString();
}

std::string JsonSettings::fileText() const { return m_disk ? *m_disk : m_access.configuration().editing().textInForce(); }

void JsonSettings::readFile()
{
    if (m_isReading) return;
    m_isReading = true;
    m_access.configuration().editing().readText([guard = QPointer(this)](const gateway::config::FileText& text) {
        if (!guard) return;
        guard->m_isReading = false;
        if (!text) {
            guard->m_problem = words::SentenceWords::of(text.error());
            return guard->settle();
        }
        guard->m_disk = *text;
        guard->endOldReview();
        const std::string now = guard->fileText();
        // Text being edited is never replaced.
        if (!guard->isChanged() && guard->m_base != now) guard->take(now);
        guard->settle();
        guard->readDraft();
    });
}

/// Only text that was compared with the present file can be saved.
void JsonSettings::endOldReview()
{
    if (m_views->currentIndex() == Reviewing && m_compared != m_disk && !m_isSaving) setView(Editing);
}

/// Reads once what the end of an earlier run left.
void JsonSettings::readDraft()
{
    if (std::exchange(m_hasAskedForDraft, true)) return;
    m_access.configuration().editing().readDraft([guard = QPointer(this)](std::optional<std::string> draft) {
        if (!guard || !draft) return;
        guard->m_draft = std::move(draft);
        if (guard->m_draft == guard->fileText()) guard->dropDraft();
        guard->settle();
    });
}

void JsonSettings::takeDraft()
{
    if (!m_draft) return;
    const std::string draft = *std::exchange(m_draft, std::nullopt);
    m_isFromDraft = true;
    setView(Editing);
    m_editor->setPlainText(QString::fromStdString(draft));
    check();
}

void JsonSettings::dropDraft()
{
    m_draft.reset();
    m_isFromDraft = false;
    m_access.configuration().editing().dropDraft();
}

void JsonSettings::discardTyped()
{
    if (m_draft || m_isFromDraft) dropDraft();
    setView(Editing);
    take(fileText());
}

void JsonSettings::take(const std::string& text)
{
    m_base = text;
    m_editor->setPlainText(QString::fromStdString(text));
    m_problem.clear();
    check();
}

void JsonSettings::check()
{
    m_checkTimer.stop();
    std::vector<Issue> issues;
    if (m_base && !edited().empty()) issues = m_access.configuration().editing().check(edited());
    auto lines = gateway::config::linesOf(edited(), issues);
    m_issues.setIssues(std::move(issues), std::move(lines));
    settle();
}

void JsonSettings::settle()
{
    const bool isReview = m_views->currentIndex() == Reviewing;
    const bool changed = isChanged();
    const bool hasErrors = m_issues.hasErrors();
    const bool isConflict = changed && m_base != fileText();
    if (!m_problem.isEmpty()) m_state->setStatus(Status::Error, tr("not saved"));
    else if (m_draft && !changed) m_state->setStatus(Status::Warn, tr("unsaved text from an earlier session"));
    else if (isConflict) m_state->setStatus(Status::Warn, tr("the file was changed elsewhere"));
    else if (hasErrors) m_state->setStatus(Status::Error, changed ? tr("not valid") : tr("not valid, not applied"));
    else if (changed) m_state->setStatus(Status::Idle, tr("changed, not saved"));
    else m_state->setStatus(Status::Ok, tr("applied"));
    m_state->setToolTip(m_problem);
    m_list->setVisible(m_issues.rowCount() > 0 && !isReview);
    showWhole();
    m_takeDraft->setVisible(m_draft && !changed && !isReview);
    m_reload->setVisible(changed || m_draft);
    m_back->setVisible(isReview);
    m_review->setVisible(!isReview);
    m_review->setEnabled(changed && !hasErrors);
    m_save->setVisible(isReview);
    m_save->setEnabled(changed && !hasErrors && !m_isSaving);
}

void JsonSettings::setView(View view)
{
    if (view == Reviewing) {
        check();
        m_compared = m_disk;
        m_diff->setTexts(fileText(), edited()); // what saving would change in the present file
    }
    m_views->setCurrentIndex(view);
    settle();
    if (isVisible()) m_views->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void JsonSettings::showWhole()
{
    constexpr int kCellMargins = 24; // px at a 10 pt font
    const int row = std::max(m_list->currentIndex().row(), 0);
    const QString reason = m_issues.index(row, IssueListModel::Message).data().toString();
    const bool isCut = m_list->fontMetrics().horizontalAdvance(reason) + look::theme().px(kCellMargins) > m_list->columnWidth(IssueListModel::Message);
    m_whole->setText(reason);
    m_whole->setVisible(!m_list->isHidden() && isCut);
}

void JsonSettings::goToIssue(int row)
{
    const int line = row < 0 ? 0 : m_issues.line(row);
    if (line < 1) return;
    const QTextBlock block = m_editor->document()->findBlockByNumber(line - 1);
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
    m_editor->centerCursor();
    m_editor->setFocus(Qt::OtherFocusReason);
}

/// Only replaces the file content that was compared.
void JsonSettings::save()
{
    m_isSaving = true;
    settle();
    m_access.configuration().editing().replaceText(edited(), m_views->currentIndex() == Reviewing ? m_compared : m_disk, [guard = QPointer(this)](const gateway::Result<void>& result) {
        if (guard) guard->saved(result);
    });
}

void JsonSettings::saved(const gateway::Result<void>& result)
{
    m_isSaving = false;
    if (result) {
        m_base = edited();
        m_disk = m_base;
        if (m_isFromDraft) dropDraft();
    } else {
        const QString detail = words::SentenceWords::detail(result.error(), m_access.configuration().editing());
        m_problem = detail.isEmpty() ? words::FailureWords::change(result.error()) : detail;
    }
    setView(Editing);
    readFile(); // somebody may have changed it
    if (const auto told = std::exchange(m_saved, nullptr)) told(result.has_value());
}

bool JsonSettings::canSaveTyped()
{
    check();
    return !m_issues.hasErrors() && m_base == fileText();
}

void JsonSettings::saveTyped(std::function<void(bool)> done)
{
    if (!canSaveTyped() || !isChanged() || m_isSaving) {
        const bool isSaved = !isChanged();
        setView(Editing);
        return done(isSaved);
    }
    m_saved = std::move(done);
    save();
}

void JsonSettings::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (!event->spontaneous()) readFile();
}

void JsonSettings::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    showWhole();
}

/// The cursor stays visible when the table of issues takes room from the text.
bool JsonSettings::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && m_editor->hasFocus()) // the editor processes its new size after this
        QMetaObject::invokeMethod(m_editor, &QPlainTextEdit::ensureCursorVisible, Qt::QueuedConnection);
    return Card::eventFilter(watched, event);
}

void JsonSettings::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages

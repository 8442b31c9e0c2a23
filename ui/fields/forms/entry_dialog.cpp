#include "entry_dialog.h"

#include "authority_files.h"
#include "field_form.h"
#include "live_form.h"

#include "ui/look/scroll.h"
#include "ui/look/window_size.h"
#include "ui/models/entry_names.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include "gateway/config/settings/renaming.h"
#include "gateway/config/settings_tree.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace ui::fields {

using gateway::Json;
using gateway::config::Issue;
using gateway::config::Settings;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kEntryWidth = 720;
constexpr int kEntryHeight = 640;
constexpr int kEntryMargin = 20;

const char* idKey(EntryDialog::Kind kind) { return kind == EntryDialog::Kind::Consumer ? "name" : "id"; }

/// Updates references to the new name. Unchanged name: returns the settings as they are.
Settings renamed(Settings settings, EntryDialog::Kind kind, const std::string& id, const std::string& next)
{
    if (id.empty() || next.empty() || id == next) return settings;
    switch (kind) {
    case EntryDialog::Kind::Provider: gateway::config::renameProvider(settings, id, next); break;
    case EntryDialog::Kind::Route: gateway::config::renameRoute(settings, id, next); break;
    case EntryDialog::Kind::Consumer: gateway::config::renameConsumer(settings, id, next); break;
    }
    return settings;
}

/// Its index in the list, or the number of entries.
std::size_t placeOf(const Json& list, EntryDialog::Kind kind, const std::string& id)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].value(idKey(kind), std::string()) == id) return i;
    return list.size();
}

} // namespace

EntryDialog::EntryDialog(const Access& access, Kind kind, const QString& id, QWidget* parent, std::vector<std::string> settings)
    : Dialog(parent), m_access(access), m_kind(kind), m_id(id), m_form(new FieldForm(listOf(kind) + "[]")), m_authorities(new AuthorityFiles(access, this)),
      m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this)), m_cancel(new Button(ButtonKind::Plain, tr("Cancel"), {}, this)),
      m_save(new Button(ButtonKind::Primary, tr("Save"), {}, this))
{
    setObjectName(QStringLiteral("entryDialog"));
    build();
    const Json tree = gateway::config::treeOf(access.configuration().settings());
    const Json list = tree.contains(listOf(kind)) ? tree[listOf(kind)] : Json::array();
    const std::size_t place = id.isEmpty() ? list.size() : placeOf(list, kind, id.toStdString());
    m_entry = place < list.size() ? list[place] : Json::object();
    m_form->setNamesIn(namesIn(access));
    if (!settings.empty()) m_form->setNames("providers[].settings", std::move(settings));
    // The targets of a route are edited where they are drawn, which a new route is not yet.
    m_form->addFields(kind == Kind::Route && !id.isEmpty() ? std::vector<std::string>{"policies", "targets"} : std::vector<std::string>{"policies"});
    m_form->setValues(m_entry);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &EntryDialog::save);
    connect(m_authorities, &AuthorityFiles::looked, this, &EntryDialog::showAuthority);
    connect(m_form, &FieldForm::edited, this, [this](FieldRow* row) {
        if (row != authorityRow()) return;
        row->setProblem({});
        m_authorities->lookAgain();
        showAuthority();
    });
    showAuthority();
    if (!m_form->rows().empty()) m_form->rows().front()->control().field()->setFocus(Qt::OtherFocusReason);
}

std::string EntryDialog::listOf(Kind kind)
{
    switch (kind) {
    case Kind::Provider: return "providers";
    case Kind::Route: return "routes";
    case Kind::Consumer: break;
    }
    return "consumers";
}

QString EntryDialog::titleText() const
{
    switch (m_kind) {
    case Kind::Provider: return m_id.isEmpty() ? tr("New provider") : tr("Edit provider “%1”").arg(models::providerName(m_access.providers().catalog(), m_access.configuration().settings(), m_id.toStdString()));
    case Kind::Route: return m_id.isEmpty() ? tr("New route") : tr("Edit route “%1”").arg(m_id);
    case Kind::Consumer: break;
    }
    return m_id.isEmpty() ? tr("New consumer") : tr("Edit consumer “%1”").arg(m_id);
}

void EntryDialog::build()
{
    const look::Theme& theme = look::theme();
    setWindowTitle(titleText());
    m_problem->setObjectName(QStringLiteral("entryProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_save->setObjectName(QStringLiteral("saveButton"));
    auto* scroll = new QScrollArea(this);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, theme.px(12), 0);
    column->addWidget(m_form);
    column->addStretch(1);
    look::scrollPlainly(*scroll, inside);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_problem, 1);
    buttons->addStretch(0); // while there is no problem
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* whole = new QVBoxLayout(this);
    const int margin = theme.px(kEntryMargin);
    whole->setContentsMargins(margin, margin, margin, margin);
    whole->setSpacing(theme.px(theme.metrics().gap));
    whole->addWidget(new widgets::ElidedLabel(titleText(), look::TextRole::Title, Label::Tone::Normal, this));
    whole->addWidget(scroll, 1);
    whole->addLayout(buttons);
    look::sizeOnScreen(*this, kEntryWidth, kEntryHeight);
    // Reading order, although the buttons were created before the fields.
    setTabOrder(m_form, m_cancel);
    setTabOrder(m_cancel, m_save);
}

void EntryDialog::say(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

/// Null: not a provider.
FieldRow* EntryDialog::authorityRow() const { return m_form->row(AuthorityFiles::kPattern); }

/// The path in the field; empty: none.
std::string EntryDialog::authority() const
{
    const FieldRow* const row = authorityRow();
    const Json path = row ? row->control().value() : Json();
    return path.is_string() ? path.get<std::string>() : std::string();
}

void EntryDialog::showAuthority()
{
    FieldRow* const row = authorityRow();
    if (row) row->setWarning(row->problem().isEmpty() ? m_authorities->problem(authority()) : QString());
}

// With an unusable file a provider would be unreachable: for a newly named file this is reported before the dialog
// closes.
void EntryDialog::save()
{
    m_form->clearIssues();
    say({});
    if (!m_form->checkNotation()) return say(tr("Not saved"));
    const std::string path = authority();
    if (path.empty() || m_entry.value("ca_file", Json()) == Json(path)) return saveLooked();
    m_save->setEnabled(false);
    m_access.configuration().checkAuthority(path, [guard = QPointer(this), path](gateway::host::AuthorityFinding finding) {
        if (!guard) return;
        guard->m_save->setEnabled(true);
        const QString problem = AuthorityFiles::words(finding, path);
        if (problem.isEmpty()) return guard->saveLooked();
        guard->authorityRow()->setProblem(problem);
        guard->showAuthority();
        guard->say(tr("Not saved: correct the marked fields"));
        guard->focusProblem();
    });
}

// Its index is determined again: the list may have changed since the dialog was opened.
void EntryDialog::saveLooked()
{
    Json entry = m_form->values(m_entry);
    const QString id = QString::fromStdString(entry.value(idKey(m_kind), std::string()));
    const Json before = gateway::config::treeOf(m_access.configuration().settings()).value(listOf(m_kind), Json::array());
    const std::size_t place = m_id.isEmpty() ? before.size() : placeOf(before, m_kind, m_id.toStdString());
    if (!m_id.isEmpty() && place == before.size())
        return say(tr("Not saved: the entry was removed from the configuration while this dialog was open. Close the dialog and add the entry again if you still "
        "need it."));
    if (!m_id.isEmpty() && before[place] != m_entry)
        return say(tr("Not saved: the entry was changed elsewhere while this dialog was open. Close the dialog and edit the entry again, so that the other change is "
        "not lost."));
    Json tree = gateway::config::treeOf(renamed(m_access.configuration().settings(), m_kind, m_id.toStdString(), id.toStdString()));
    Json& list = tree[listOf(m_kind)];
    if (!list.is_array()) list = Json::array();
    m_isNameTaken = false;
    for (std::size_t i = 0; i < list.size(); ++i) m_isNameTaken = m_isNameTaken || (i != place && list[i].value(idKey(m_kind), std::string()) == id.toStdString());
    if (place < list.size()) list[place] = std::move(entry);
    else list.push_back(std::move(entry));
    const std::string own = listOf(m_kind) + '[' + std::to_string(place) + ']';
    std::vector<Issue> issues;
    const auto next = gateway::config::settingsOf(std::move(tree), issues);
    if (!next) return showIssues(own, issues);
    m_save->setEnabled(false);
    m_access.configuration().change(*next, [guard = QPointer(this), id, own](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->m_save->setEnabled(true);
        if (changed) {
            Q_EMIT guard->saved(id);
            return guard->accept();
        }
        if (changed.error().param.empty()) return guard->say(words::FailureWords::change(changed.error()));
        guard->showIssues(own, words::SentenceWords::issuesOf(changed.error(), guard->m_access.configuration().editing()));
    });
}

void EntryDialog::showIssues(const std::string& own, std::vector<Issue> issues)
{
    if (m_isNameTaken) // reported at whichever of the two is later in the list
        std::erase_if(issues, [this](const Issue& issue) { return issue.path.starts_with(listOf(m_kind) + '[') && issue.path.ends_with(std::string("].") + idKey(m_kind)); });
    const auto others = m_form->showIssues(own, issues);
    for (FieldRow* row : m_form->rows())
        if (m_isNameTaken && row->path() == idKey(m_kind)) row->setProblem(tr("this name is already in use"));
    say(others.empty() ? tr("Not saved: correct the marked fields")
                       : tr("Not saved: %1").arg(words::SentenceWords::of(others.front())));
    focusProblem();
}

/// Focuses the first invalid field.
void EntryDialog::focusProblem()
{
    for (FieldRow* row : m_form->rows()) {
        if (row->problem().isEmpty()) continue;
        row->control().field()->setFocus(Qt::OtherFocusReason);
        if (auto* scroll = findChild<QScrollArea*>()) scroll->ensureWidgetVisible(row);
        return;
    }
}

} // namespace ui::fields

#include "live_form.h"

#include "authority_files.h"

#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include "gateway/config/settings_tree.h"
#include "gateway/host/config_editing.h"

#include <QEvent>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::fields {

using gateway::Json;
using gateway::config::Issue;
using gateway::config::Settings;

namespace {

constexpr int kMostWarnings = 3;

Json valueAt(const Json& tree, const std::string& place, const FieldRow& row)
{
    Steps steps = stepsOf(place);
    for (std::string& step : stepsOf(row.path())) steps.push_back(std::move(step));
    const Json* found = lookUp(tree, steps);
    return found ? *found : Json();
}

Json objectAt(const Json& tree, const std::string& place)
{
    const Json* found = lookUp(tree, stepsOf(place));
    return found ? *found : Json::object();
}

} // namespace

FieldForm::NamesIn namesIn(const models::GatewayParts<models::Configuration>& access)
{
    return [access](std::string_view list) {
        const Settings& settings = access.configuration().settings();
        QStringList names;
        if (list == "providers")
            for (const auto& provider : settings.providers) names << QString::fromStdString(provider.id);
        if (list == "consumers")
            for (const auto& consumer : settings.consumers) names << QString::fromStdString(consumer.name);
        return names;
    };
}

LiveForm::LiveForm(const Access& access, const std::string& base, QWidget* parent)
    : QWidget(parent), m_access(access), m_form(new FieldForm(base, this)), m_authorities(new AuthorityFiles(access, this)), m_refusal(access),
      m_places(base.empty() ? std::vector<std::string>{{}} : std::vector<std::string>())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_form);
    connect(m_form, &FieldForm::edited, this, [this](FieldRow* row) {
        if (m_hold && m_hold(*row)) return;
        save(*row);
    });
    m_form->setNamesIn(namesIn(access));
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &LiveForm::showSettings);
    connect(&access.news(), &models::GatewayNews::statusChanged, this, &LiveForm::showWarnings);
    connect(m_authorities, &AuthorityFiles::looked, this, &LiveForm::showWarnings);
    connect(&m_refusal, &models::ChangeRefusal::over, this, &LiveForm::sayRefusal);
}

void LiveForm::setPlaces(std::vector<std::string> places)
{
    if (places != m_places) {
        for (FieldRow* row : m_form->rows()) row->setDirty(false);
        forgetIssues();
    }
    m_places = std::move(places);
    m_form->setEnabled(!m_places.empty());
    showSettings();
}

void LiveForm::showSettings()
{
    m_authorities->lookAgain();
    showValues();
    showWarnings(); // next to the present entries
}

void LiveForm::showValues()
{
    if (m_places.empty()) return m_form->setValues(Json::object());
    const Json tree = gateway::config::treeOf(m_access.configuration().settings());
    const Json object = objectAt(tree, m_places.front());
    for (FieldRow* row : m_form->rows()) {
        if (!row->isDirty() && !row->control().isBeingEdited()) {
            m_form->setValue(*row, object);
            row->setShown(valueAt(tree, m_places.front(), *row));
        }
        if (m_places.size() < 2) {
            if (!m_places.front().empty()) row->setRemark({});
            continue;
        }
        const Json first = valueAt(tree, m_places.front(), *row);
        const bool isSame = std::all_of(m_places.begin(), m_places.end(), [&](const std::string& place) { return valueAt(tree, place, *row) == first; });
        row->setRemark(isSame ? QString() : tr("not the same for all; a change here applies to all of them"));
    }
}

/// For the file in force.
void LiveForm::showWarnings()
{
    for (FieldRow* row : m_form->rows()) {
        QStringList lines;
        row->control().clearOddities();
        for (const std::string& place : m_places) {
            const std::string own = place.empty() ? row->path() : place + '.' + row->path();
            // The displayed value may be an unsaved list, or that of one of several objects.
            const bool isInForce = m_places.size() == 1 && !row->isDirty();
            for (const Issue& odd : words::SentenceWords::oddities(m_access.control().status(), own))
                if (!isInForce || !row->control().showOddity(odd, own)) lines << words::SentenceWords::of(odd);
        }
        lines += fileProblems(*row);
        lines.removeDuplicates();
        lines = lines.mid(0, kMostWarnings);
        if (const QString odd = m_oddities ? m_oddities(*row) : QString(); !odd.isEmpty()) lines << odd;
        row->setWarning(lines.join(QLatin1Char('\n')));
    }
}

/// Files are checked only while the field is visible.
QStringList LiveForm::fileProblems(const FieldRow& row)
{
    if (row.pattern() != AuthorityFiles::kPattern || !isVisible()) return {};
    QStringList lines;
    const Json tree = gateway::config::treeOf(m_access.configuration().settings());
    for (const std::string& place : m_places) {
        const Json path = valueAt(tree, place, row);
        const QString problem = path.is_string() ? m_authorities->problem(path.get<std::string>()) : QString();
        if (!problem.isEmpty()) lines << problem;
    }
    return lines;
}

void LiveForm::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_authorities->lookAgain();
    showWarnings();
}

void LiveForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    showWarnings();
    sayRefusal();
}

void LiveForm::setOddities(std::function<QString(const FieldRow&)> oddities)
{
    m_oddities = std::move(oddities);
    showWarnings();
}

void LiveForm::save(FieldRow& row)
{
    if (m_places.empty()) return;
    row.setDirty(true);
    forgetIssues();
    if (!m_form->checkNotation()) {
        Q_EMIT notSaved(tr("Not saved"));
        return;
    }
    // Changes waiting for another field are saved with it, such as a certificate with its key.
    std::vector<FieldRow*> waiting;
    for (FieldRow* one : m_form->rows())
        if (one->isDirty() && (one == &row || !m_hold || !m_hold(*one))) waiting.push_back(one);
    if (!trySave(waiting) && waiting.size() > 1) trySave({&row});
}

/// A list or table that was changed elsewhere while it was edited here: one of the changes would be lost. Changing it
/// here again replaces the other change.
bool LiveForm::wasChangedElsewhere(FieldRow& row, const Json& tree) const
{
    if (m_places.size() != 1) return false;
    Json now = valueAt(tree, m_places.front(), row);
    const bool isSame = now == row.shown() || now == row.control().value();
    const bool isSeveral = now.is_structured() || row.shown().is_structured();
    row.setShown(std::move(now));
    return isSeveral && !isSame;
}

bool LiveForm::trySave(const std::vector<FieldRow*>& rows)
{
    Json tree = gateway::config::treeOf(m_access.configuration().settings());
    for (FieldRow* row : rows) {
        if (!wasChangedElsewhere(*row, tree)) continue;
        refuse(*row, tr("This value was changed elsewhere while you edited it. Edit it again to overwrite that change, or leave this page to keep it."));
        return true; // reported already
    }
    for (const std::string& place : m_places) {
        Json object = objectAt(tree, place);
        for (const FieldRow* row : rows) m_form->putValue(*row, object);
        putIn(tree, stepsOf(place), std::move(object));
    }
    std::vector<Issue> issues;
    const auto next = gateway::config::settingsOf(std::move(tree), issues);
    if (!next) {
        showIssues(issues);
        return false;
    }
    change(*next, rows);
    return true;
}

void LiveForm::change(const Settings& next, const std::vector<FieldRow*>& rows)
{
    for (FieldRow* row : rows) row->setDirty(false);
    if (next == m_access.configuration().settings()) return showSettings();
    m_access.configuration().change(next, told(rows));
}

std::function<void(const gateway::Result<void>&)> LiveForm::told(const std::vector<FieldRow*>& rows)
{
    return [guard = QPointer(this), rows](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (changed) {
            Q_EMIT guard->saved();
            return;
        }
        guard->showSettings(); // a change that could not be saved is reverted
        if (!changed.error().param.empty()) return guard->showIssues(words::SentenceWords::issuesOf(changed.error(), guard->m_access.configuration().editing()));
        guard->m_refusal.set(changed.error());
        guard->m_refusedRows = rows;
        guard->sayRefusal();
        Q_EMIT guard->refused(changed.error());
    };
}

/// Clears the message at the rows when nothing is rejected any more.
void LiveForm::sayRefusal()
{
    for (FieldRow* row : m_refusedRows) row->setProblem(m_refusal.text());
}

void LiveForm::forgetIssues()
{
    m_refusal.clear();
    m_refusedRows.clear();
    m_form->clearIssues();
}

void LiveForm::showIssues(const std::vector<Issue>& issues)
{
    m_form->clearIssues();
    std::vector<Issue> left = issues;
    for (const std::string& place : m_places) left = m_form->showIssues(place, left);
    QString problem = tr("Not saved");
    for (const Issue& issue : left)
        if (issue.level == Issue::Level::Error) {
            problem = tr("Not saved: %1").arg(words::SentenceWords::of(issue));
            break;
        }
    Q_EMIT notSaved(problem);
}

void LiveForm::refuse(FieldRow& row, const QString& why)
{
    row.setProblem(why);
    Q_EMIT notSaved(tr("Not saved: %1").arg(row.name()));
}

void LiveForm::dropEdits()
{
    forgetIssues();
    for (FieldRow* row : m_form->rows()) m_form->setValue(*row, Json::object());
}

void LiveForm::putBack(FieldRow& row)
{
    row.setDirty(false);
    row.setProblem({});
    showSettings();
}

void LiveForm::useDefaults()
{
    std::vector<std::string> paths;
    for (const std::string& place : m_places)
        for (const FieldRow* row : m_form->rows()) paths.push_back(place.empty() ? row->path() : place + '.' + row->path());
    forgetIssues();
    for (FieldRow* row : m_form->rows()) row->setDirty(false);
    showSettings(); // also discards unsaved input
    m_access.configuration().editing().dropFields(std::move(paths), told({}));
}

} // namespace ui::fields

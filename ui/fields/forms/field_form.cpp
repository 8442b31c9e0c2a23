#include "field_form.h"

#include "ui/fields/field_words.h"

#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::fields {

using gateway::Json;
using gateway::config::Issue;
using widgets::Label;

namespace {

constexpr int kHeadingGap = 16;

std::string joined(const std::string& base, const std::string& path)
{
    if (base.empty() || path.empty()) return base.empty() ? path : base;
    return path.front() == '[' ? base + path : base + '.' + path;
}

} // namespace

FieldForm::FieldForm(std::string base, QWidget* parent) : QWidget(parent), m_base(std::move(base)), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
}

void FieldForm::addHeading(const char* words) { addHeadingLabel(words, {}); }

void FieldForm::addHeadingLabel(const char* words, const std::string& pattern)
{
    auto* label = new Label({}, look::TextRole::Heading, Label::Tone::Normal, this);
    label->setContentsMargins(0, m_column->count() == 0 ? 0 : look::theme().px(kHeadingGap), 0, look::theme().px(4));
    m_column->addWidget(label);
    m_headings.push_back({label, words, pattern});
    label->setText(headingText(m_headings.back()));
}

QString FieldForm::headingText(const Heading& heading) { return heading.words ? FieldWords::text(heading.words) : FieldWords::name(heading.pattern); }

void FieldForm::addField(const std::string& path)
{
    const std::string pattern = joined(m_base, path);
    const auto names = m_names.find(pattern);
    FieldControl* const control = makeControl(pattern, names == m_names.end() ? std::vector<std::string>() : names->second, this);
    if (!control) return;
    auto* row = new FieldRow(path, control, this);
    const bool isFirst = m_rows.empty() || (m_column->count() > 0 && qobject_cast<Label*>(m_column->itemAt(m_column->count() - 1)->widget()));
    if (!isFirst) m_column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, this));
    m_column->addWidget(row);
    m_rows.push_back(row);
    connect(control, &FieldControl::edited, this, [this, row] {
        row->setDirty(true);
        Q_EMIT edited(row);
    });
    connect(control, &FieldControl::typed, this, &FieldForm::typed);
}

void FieldForm::addFields(const std::vector<std::string>& without)
{
    if (const Json* schema = schemaOf(m_base)) addGroup(*schema, {}, without);
}

// Own fields first, then those of inner objects under headings.
void FieldForm::addGroup(const Json& schema, const std::string& path, const std::vector<std::string>& without)
{
    const auto isLeftOut = [&](const std::string& inner) { return std::find(without.begin(), without.end(), inner) != without.end(); };
    for (const bool isGroup : {false, true})
        for (const auto& [key, field] : schema["properties"].items()) {
            const std::string inner = joined(path, key);
            if (isLeftOut(inner) || (kindOf(field) == FieldKind::Group) != isGroup) continue;
            if (!isGroup) {
                addField(inner);
                continue;
            }
            addHeadingLabel(nullptr, joined(m_base, inner));
            addGroup(field, inner, without);
        }
}

void FieldForm::addBelow(FieldRow& row, QWidget* widget) { m_column->insertWidget(m_column->indexOf(&row) + 1, widget); }

void FieldForm::setValues(const Json& object)
{
    for (FieldRow* row : m_rows) setValue(*row, object);
}

void FieldForm::setValue(FieldRow& row, const Json& object)
{
    const Json* said = lookUp(object, stepsOf(row.path()));
    const Json& schema = *row.control().place().schema;
    row.control().setValue(said ? *said : schema.contains("default") ? schema["default"] : Json());
    row.setDirty(false);
}

Json FieldForm::values(Json object) const
{
    for (const FieldRow* row : m_rows) putValue(*row, object);
    return object;
}

void FieldForm::putValue(const FieldRow& row, Json& object) const
{
    const Json& schema = *row.control().place().schema;
    Json said = row.control().value();
    const Steps steps = stepsOf(row.path());
    const bool isDefault = schema.contains("default") && schema["default"] == said;
    if (isDefault || (said.is_null() && !takesNull(schema))) takeOut(object, steps);
    else putIn(object, steps, std::move(said));
}

void FieldForm::clearIssues()
{
    for (FieldRow* row : m_rows) {
        row->setProblem({});
        row->control().clearIssues();
    }
}

void FieldForm::showAt(FieldRow& row, const std::string& path, const std::string& own, const QString& message)
{
    if (path != own && row.control().showIssue(path, own, message)) return;
    const QString said = path.size() > own.size() ? row.control().placed(path, own, message) : message;
    row.setProblem(row.problem().isEmpty() ? said : row.problem() + QLatin1Char('\n') + said);
}

std::vector<Issue> FieldForm::showIssues(const std::string& own, const std::vector<Issue>& issues)
{
    std::vector<Issue> others;
    for (const Issue& issue : issues) {
        if (issue.level != Issue::Level::Error) continue;
        const auto placeOf = [&](const FieldRow* row) { return joined(own, row->path()); };
        auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const FieldRow* row) { return isWithin(issue.path, placeOf(row)); });
        // An issue about the object that contains several fields is shown at the changed field.
        const auto isAround = [&](const FieldRow* row) { return issue.path.size() > own.size() && isWithin(placeOf(row), issue.path); };
        if (found == m_rows.end()) found = std::find_if(m_rows.begin(), m_rows.end(), [&](const FieldRow* row) { return row->isDirty() && isAround(row); });
        if (found == m_rows.end()) found = std::find_if(m_rows.begin(), m_rows.end(), isAround);
        if (found == m_rows.end()) others.push_back(issue);
        else showAt(**found, issue.path, placeOf(*found), words::SentenceWords::of(issue.message));
    }
    return others;
}

bool FieldForm::checkNotation()
{
    bool isRight = true;
    for (FieldRow* row : m_rows) {
        const QString problem = row->control().problem();
        if (problem.isEmpty()) continue;
        row->setProblem(problem);
        isRight = false;
    }
    return isRight;
}

FieldRow* FieldForm::row(const std::string& pattern) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const FieldRow* row) { return row->pattern() == pattern; });
    return found == m_rows.end() ? nullptr : *found;
}

void FieldForm::retranslate()
{
    for (const Heading& heading : m_headings) heading.label->setText(headingText(heading));
    for (FieldRow* row : m_rows) row->retranslate();
}

void FieldForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::fields

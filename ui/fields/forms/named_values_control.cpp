#include "named_values_control.h"

#include "ui/fields/field_words.h"

#include "ui/look/theme.h"
#include "ui/widgets/label.h"
#include "ui/words/setting_words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace ui::fields {

using gateway::Json;
using widgets::Label;

namespace {

constexpr int kFieldWidth = 300; ///< px at a 10 pt font

/// The wheel scrolls the form.
class QuietBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

} // namespace

NamedValuesControl::NamedValuesControl(FieldPlace given, const std::vector<std::string>& names, QWidget* parent)
    : FieldControl(std::move(given), parent), m_grid(new QGridLayout(this))
{
    const look::Theme& theme = look::theme();
    m_grid->setContentsMargins({});
    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(6));
    m_grid->setColumnStretch(2, 1);
    const Json values = place().schema->value("additionalProperties", Json::object());
    for (const Json& word : values.value("enum", Json::array())) m_words.push_back(word.get<std::string>());
    for (const std::string& name : names) addRow(name);
}

QString NamedValuesControl::labelOf(const std::string& name) const
{
    return m_words.empty() ? words::SettingWords::name(name) : QString::fromStdString(name);
}

void NamedValuesControl::addRow(const std::string& name)
{
    Row row{name, new Label(labelOf(name), look::TextRole::Body, Label::Tone::Secondary, this)};
    QWidget* field = nullptr;
    if (m_words.empty()) {
        row.line = new QLineEdit(this);
        field = row.line;
        connect(row.line, &QLineEdit::editingFinished, this, [this, line = row.line] {
            if (line->isModified()) Q_EMIT edited();
            line->setModified(false);
        });
    } else {
        row.box = new QuietBox(this);
        field = row.box;
        for (std::size_t i = 0; i <= m_words.size(); ++i) row.box->addItem(QString());
        connect(row.box, &QComboBox::activated, this, &FieldControl::edited);
    }
    field->setObjectName(QString::fromStdString("value:" + place().pattern + '.' + name));
    field->setFixedWidth(look::theme().px(kFieldWidth));
    row.label->setBuddy(field);
    if (m_rows.empty()) setFocusProxy(field);
    const int place = static_cast<int>(m_rows.size());
    m_grid->addWidget(row.label, place, 0);
    m_grid->addWidget(field, place, 1);
    m_rows.push_back(std::move(row));
    retranslate();
}

void NamedValuesControl::retranslate()
{
    for (const Row& row : m_rows) {
        row.label->setText(labelOf(row.name));
        if (row.line) row.line->setAccessibleName(row.label->text());
        if (!row.box) continue;
        row.box->setAccessibleName(row.label->text());
        row.box->setItemText(0, tr("default"));
        for (std::size_t i = 0; i < m_words.size(); ++i) row.box->setItemText(static_cast<int>(i) + 1, FieldWords::value(place().pattern, m_words[i]));
    }
}

void NamedValuesControl::setValue(const Json& value)
{
    if (value.is_object())
        for (const auto& [name, said] : value.items())
            if (std::ranges::find(m_rows, name, &Row::name) == m_rows.end()) addRow(name);
    for (const Row& row : m_rows) {
        const std::string said = value.is_object() && value.contains(row.name) && value[row.name].is_string() ? value[row.name].get<std::string>() : std::string();
        if (row.line && row.line->text() != QString::fromStdString(said)) row.line->setText(QString::fromStdString(said));
        if (!row.box) continue;
        const QSignalBlocker quiet(row.box);
        row.box->setCurrentIndex(static_cast<int>(std::ranges::find(m_words, said) - m_words.begin() + 1) % (static_cast<int>(m_words.size()) + 1));
    }
}

Json NamedValuesControl::value() const
{
    Json value = Json::object();
    for (const Row& row : m_rows) {
        const int chosen = row.box ? row.box->currentIndex() : 0;
        const std::string said = row.line ? row.line->text().trimmed().toStdString() : chosen > 0 ? m_words[static_cast<std::size_t>(chosen) - 1] : std::string();
        if (!said.empty()) value[row.name] = said;
    }
    return value;
}

bool NamedValuesControl::isBeingEdited() const
{
    return std::ranges::any_of(m_rows, [](const Row& row) { return row.line && row.line->hasFocus() && row.line->isModified(); });
}

QString NamedValuesControl::placed(const std::string& path, const std::string& own, const QString& message) const
{
    const auto at = std::ranges::find_if(m_rows, [&](const Row& row) { return path == own + '.' + row.name; });
    return at == m_rows.end() ? FieldControl::placed(path, own, message) : labelOf(at->name) + QStringLiteral(": ") + message;
}

} // namespace ui::fields

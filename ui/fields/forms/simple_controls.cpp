#include "simple_controls.h"

#include "field_form.h"
#include "ui/fields/byte_size.h"
#include "ui/fields/field_words.h"

#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/searchable_box.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui::fields {

using gateway::Json;

namespace {

constexpr double kMillisecondsPerSecond = 1000;
constexpr int kMostDecimals = 6;
constexpr int kFlagColumns = 2;

void fill(QWidget* owner, QWidget* field)
{
    auto* row = new QHBoxLayout(owner);
    row->setContentsMargins({});
    row->addWidget(field);
}

/// A combo box that scrolling past it does not change.
class QuietComboBox : public QComboBox {
public:
    explicit QuietComboBox(QWidget* parent) : QComboBox(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
        setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        setMinimumContentsLength(8);
    }

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus()) QComboBox::wheelEvent(event);
        else event->ignore();
    }
};

std::string wordOf(const Json& value) { return value.is_null() ? "null" : value.is_string() ? value.get<std::string>() : gateway::toText(value); }

} // namespace

FlagControl::FlagControl(FieldPlace place, QWidget* parent) : FieldControl(std::move(place), parent), m_box(new QCheckBox(this))
{
    fill(this, m_box);
    connect(m_box, &QCheckBox::toggled, this, &FieldControl::edited);
}

void FlagControl::setValue(const Json& value)
{
    const QSignalBlocker quiet(m_box);
    m_box->setChecked(value.is_boolean() && value.get<bool>());
}

Json FlagControl::value() const { return m_box->isChecked(); }
QWidget* FlagControl::field() { return m_box; }

ChoiceControl::ChoiceControl(FieldPlace given, QWidget* parent) : FieldControl(std::move(given), parent), m_box(new QuietComboBox(this))
{
    fill(this, m_box);
    const Json& schema = *place().schema;
    if (schema.contains("enum"))
        for (const Json& word : schema["enum"]) m_values.push_back(word);
    else
        m_values = {nullptr, true, false};
    for (std::size_t i = 0; i < m_values.size(); ++i) m_box->addItem(QString());
    retranslate();
    connect(m_box, &QComboBox::activated, this, &FieldControl::edited);
}

void ChoiceControl::retranslate()
{
    for (std::size_t i = 0; i < m_values.size(); ++i) m_box->setItemText(static_cast<int>(i), FieldWords::value(place().pattern, wordOf(m_values[i])));
}

void ChoiceControl::setValue(const Json& value)
{
    const auto found = std::find(m_values.begin(), m_values.end(), value);
    const QSignalBlocker quiet(m_box);
    m_box->setCurrentIndex(found == m_values.end() ? -1 : static_cast<int>(found - m_values.begin()));
}

Json ChoiceControl::value() const { return m_box->currentIndex() < 0 ? Json() : m_values[static_cast<std::size_t>(m_box->currentIndex())]; }
QWidget* ChoiceControl::field() { return m_box; }

NumberBox::NumberBox(QWidget* parent) : QDoubleSpinBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setKeyboardTracking(false);
}

QString NumberBox::textFromValue(double value) const
{
    QString text = QDoubleSpinBox::textFromValue(value);
    const QString point = locale().decimalPoint();
    if (!text.contains(point)) return text;
    while (text.endsWith(locale().zeroDigit())) text.chop(1);
    if (text.endsWith(point)) text.chop(point.size());
    return text;
}

// Qt displays the text for the minimum value but does not accept it as input.
QValidator::State NumberBox::validate(QString& input, int& cursor) const
{
    const QString word = specialValueText();
    if (word.isEmpty() || input.isEmpty() || !word.startsWith(input, Qt::CaseInsensitive)) return QDoubleSpinBox::validate(input, cursor);
    return input.size() == word.size() ? QValidator::Acceptable : QValidator::Intermediate;
}

double NumberBox::valueFromText(const QString& text) const
{
    const bool isWord = !specialValueText().isEmpty() && text.compare(specialValueText(), Qt::CaseInsensitive) == 0;
    return isWord ? minimum() : QDoubleSpinBox::valueFromText(text);
}

void NumberBox::fixup(QString& input) const
{
    if (!specialValueText().isEmpty()) input = specialValueText();
    else QDoubleSpinBox::fixup(input);
}

void NumberBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus()) QDoubleSpinBox::wheelEvent(event);
    else event->ignore();
}

QString ByteBox::textFromValue(double value) const { return ByteSize::toText(std::llround(value), locale()); }

double ByteBox::valueFromText(const QString& text) const
{
    const bool isWord = !specialValueText().isEmpty() && text.compare(specialValueText(), Qt::CaseInsensitive) == 0;
    return isWord ? minimum() : static_cast<double>(ByteSize::fromText(text, locale()).value_or(std::llround(value())));
}

QValidator::State ByteBox::validate(QString& input, int& /*cursor*/) const
{
    if (!specialValueText().isEmpty() && input.compare(specialValueText(), Qt::CaseInsensitive) == 0) return QValidator::Acceptable;
    const auto bytes = ByteSize::fromText(input, locale());
    const auto size = static_cast<double>(bytes.value_or(-1));
    return bytes && size >= minimum() && size <= maximum() ? QValidator::Acceptable : QValidator::Intermediate; // a unit may follow
}

/// The closest permitted size.
void ByteBox::fixup(QString& input) const
{
    if (const auto bytes = ByteSize::fromText(input, locale())) input = textFromValue(std::clamp(static_cast<double>(*bytes), minimum(), maximum()));
}

void ByteBox::stepBy(int steps) { setValue(steps > 0 ? value() * 2 : value() / 2); }

NumberControl::NumberControl(FieldPlace given, QWidget* parent)
    : FieldControl(std::move(given), parent), m_box(isByteSize(place().pattern) ? new ByteBox(this) : new NumberBox(this))
{
    fill(this, m_box);
    const Json& schema = *place().schema;
    const bool isTime = place().pattern.ends_with("_ms");
    const Json& type = schema["type"];
    m_isWhole = (type.is_array() ? type.front() : type) == "integer";
    m_factor = isTime ? kMillisecondsPerSecond : 1;
    const double least = schema["minimum"].get<double>() / m_factor;
    m_box->setDecimals(isTime ? 3 : m_isWhole ? 0 : kMostDecimals);
    m_box->setRange(takesNull(schema) ? least - 1 : least, schema["maximum"].get<double>() / m_factor);
    if (isTime) m_box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_box->setGroupSeparatorShown(!FieldWords::unit(place().pattern, 0).isEmpty()); // not for a port
    retranslate();
    connect(m_box, &QDoubleSpinBox::valueChanged, this, [this] {
        showUnit();
        Q_EMIT edited();
    });
    connect(m_box->findChild<QLineEdit*>(), &QLineEdit::textEdited, this, &FieldControl::typed);
}

void NumberControl::retranslate()
{
    showUnit();
    if (takesNull(*place().schema)) m_box->setSpecialValueText(FieldWords::value(place().pattern, "null"));
}

void NumberControl::setValue(const Json& value)
{
    const QSignalBlocker quiet(m_box);
    m_box->setValue(value.is_number() ? value.get<double>() / m_factor : m_box->minimum());
    showUnit();
}

void NumberControl::showUnit()
{
    if (isByteSize(place().pattern)) return; // the number has it
    const double most = std::numeric_limits<int>::max();
    m_box->setSuffix(FieldWords::unit(place().pattern, static_cast<int>(std::clamp(m_box->value(), -most, most))));
}

Json NumberControl::said(double shown) const
{
    if (takesNull(*place().schema) && shown <= m_box->minimum()) return {};
    const double said = shown * m_factor;
    return m_isWhole ? Json(static_cast<std::int64_t>(std::llround(said))) : Json(said);
}

Json NumberControl::value() const { return said(m_box->value()); }

Json NumberControl::typedValue() const
{
    QString text = m_box->text();
    int cursor = 0;
    return m_box->validate(text, cursor) == QValidator::Acceptable ? said(m_box->valueFromText(text)) : value();
}

// The box converts the input to a number only when it is finished.
bool NumberControl::isBeingEdited() const
{
    const bool isWord = !m_box->specialValueText().isEmpty() && m_box->value() <= m_box->minimum();
    const QString shown = isWord ? m_box->specialValueText() : m_box->textFromValue(m_box->value());
    return m_box->hasFocus() && m_box->cleanText() != shown;
}

QWidget* NumberControl::field() { return m_box; }

TextControl::TextControl(FieldPlace given, QWidget* parent) : FieldControl(std::move(given), parent), m_line(new QLineEdit(this))
{
    fill(this, m_line);
    connect(m_line, &QLineEdit::editingFinished, this, &TextControl::finish);
}

void TextControl::finish()
{
    if (m_line->text() == m_shown) return;
    m_shown = m_line->text();
    Q_EMIT edited();
}

void TextControl::enter(const QString& text)
{
    m_line->setText(text);
    finish();
}

void TextControl::setValue(const Json& value)
{
    m_shown = value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
    if (m_line->text() != m_shown) m_line->setText(m_shown);
}

Json TextControl::value() const
{
    const QString text = m_line->text().trimmed();
    return text.isEmpty() ? Json() : Json(text.toStdString());
}

bool TextControl::isBeingEdited() const { return m_line->hasFocus() && m_line->text() != m_shown; }
QWidget* TextControl::field() { return m_line; }

FileControl::FileControl(FieldPlace given, QWidget* parent) : TextControl(std::move(given), parent), m_choose(new widgets::Button(widgets::ButtonKind::Plain, {}, {}, this))
{
    m_choose->setObjectName(QStringLiteral("chooseFile"));
    static_cast<QHBoxLayout*>(layout())->addWidget(m_choose);
    layout()->setSpacing(look::theme().px(8));
    connect(m_choose, &QPushButton::clicked, this, &FileControl::choose);
    retranslate();
}

void FileControl::retranslate() { m_choose->setText(tr("Choose…")); }

void FileControl::setName(const QString& name)
{
    m_name = name;
    TextControl::setName(name);
    m_choose->setAccessibleName(tr("%1: choose a file", "a field").arg(name));
}

void FileControl::choose()
{
    const Json now = value();
    auto* dialog = new QFileDialog(window(), m_name, now.is_string() ? QFileInfo(QString::fromStdString(now.get<std::string>())).absolutePath() : QString());
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { enter(file); });
    dialog->open();
}

NameControl::NameControl(FieldPlace given, QWidget* parent) : FieldControl(std::move(given), parent), m_box(new QuietComboBox(this))
{
    fill(this, m_box);
    widgets::makeSearchable(*m_box);
    m_box->installEventFilter(this);
    m_box->lineEdit()->installEventFilter(this);
    connect(m_box, &QComboBox::activated, this, &NameControl::finish);
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, &NameControl::finish);
}

/// The configuration may have changed: asks for its names again before they can be seen.
bool NameControl::eventFilter(QObject* watched, QEvent* event)
{
    const bool isOpening = event->type() == QEvent::FocusIn || event->type() == QEvent::MouseButtonPress;
    if (isOpening && !m_box->view()->isVisible()) offer();
    return FieldControl::eventFilter(watched, event);
}

void NameControl::offer()
{
    QStringList names;
    for (const QWidget* around = parentWidget(); around && names.isEmpty(); around = around->parentWidget()) {
        const auto* form = qobject_cast<const FieldForm*>(around);
        if (form && form->namesIn()) names = form->namesIn()(namedList(place().pattern));
    }
    QStringList offered;
    for (int i = 0; i < m_box->count(); ++i) offered << m_box->itemText(i);
    if (offered == names) return;
    const QSignalBlocker quiet(m_box);
    const QString typed = m_box->currentText();
    m_box->clear();
    m_box->addItems(names);
    m_box->setCurrentIndex(static_cast<int>(names.indexOf(typed)));
    m_box->setEditText(typed);
}

void NameControl::finish()
{
    if (m_box->currentText() == m_shown) return;
    m_shown = m_box->currentText();
    Q_EMIT edited();
}

void NameControl::setValue(const Json& value)
{
    m_shown = value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
    if (m_box->currentText() == m_shown) return;
    const QSignalBlocker quiet(m_box);
    m_box->setCurrentIndex(m_box->findText(m_shown));
    m_box->setEditText(m_shown);
}

Json NameControl::value() const
{
    const QString text = m_box->currentText().trimmed();
    return text.isEmpty() ? Json() : Json(text.toStdString());
}

bool NameControl::isBeingEdited() const { return m_box->hasFocus() && m_box->currentText() != m_shown; }
QWidget* NameControl::field() { return m_box; }

FlagsControl::FlagsControl(FieldPlace given, QWidget* parent) : FieldControl(std::move(given), parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(look::theme().px(12));
    grid->setVerticalSpacing(look::theme().px(4));
    for (const Json& word : (*place().schema)["items"]["enum"]) {
        auto* box = new QCheckBox(this);
        box->setObjectName(QString::fromStdString(place().pattern + '=' + word.get<std::string>()));
        const int number = static_cast<int>(m_boxes.size());
        grid->addWidget(box, number / kFlagColumns, number % kFlagColumns);
        connect(box, &QCheckBox::toggled, this, &FieldControl::edited);
        m_boxes.emplace_back(word.get<std::string>(), box);
    }
    retranslate();
}

void FlagsControl::retranslate()
{
    for (const auto& [word, box] : m_boxes) box->setText(FieldWords::value(place().pattern, word));
}

void FlagsControl::setName(const QString& name)
{
    for (const auto& [word, box] : m_boxes) box->setAccessibleName(name + QStringLiteral(": ") + box->text());
}

void FlagsControl::setValue(const Json& value)
{
    for (const auto& [word, box] : m_boxes) {
        const QSignalBlocker quiet(box);
        box->setChecked(value.is_array() && std::find(value.begin(), value.end(), word) != value.end());
    }
}

Json FlagsControl::value() const
{
    Json list = Json::array();
    for (const auto& [word, box] : m_boxes)
        if (box->isChecked()) list.push_back(word);
    return list;
}

} // namespace ui::fields

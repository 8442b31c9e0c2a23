#include "lines_control.h"

#include "ui/fields/notation.h"

#include "ui/dialogs/text_field.h"

#include <QEvent>
#include <QHBoxLayout>

namespace ui::fields {

using gateway::Json;

namespace {

constexpr int kLines = 3;

} // namespace

LinesControl::LinesControl(FieldPlace given, QWidget* parent) : FieldControl(std::move(given), parent), m_text(new dialogs::TextField(kLines, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_text);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->installEventFilter(this);
    retranslate();
}

FieldKind LinesControl::kind() const { return kindOf(*place().schema); }

void LinesControl::retranslate() { m_text->setPlaceholderText(Notation::example(kind())); }

void LinesControl::setValue(const Json& value)
{
    m_isEmptyList = value.is_array() && value.empty();
    m_shown = Notation::toText(value, kind(), *place().schema);
    if (m_text->toPlainText() != m_shown) m_text->setPlainText(m_shown);
}

Json LinesControl::value() const
{
    Json list = Notation::fromText(m_text->toPlainText(), kind(), *place().schema).value;
    const bool mayBeNothing = takesNull(*place().schema) || kind() == FieldKind::WordOrLines;
    return list.empty() && mayBeNothing && !m_isEmptyList ? Json() : list;
}

QString LinesControl::problem() const { return Notation::fromText(m_text->toPlainText(), kind(), *place().schema).problem; }

QString LinesControl::placed(const std::string& path, const std::string& own, const QString& message) const
{
    const int line = Notation::lineAt(path, own, m_text->toPlainText(), kind());
    return line > 0 ? tr("Line %1: %2").arg(line).arg(message) : FieldControl::placed(path, own, message);
}

bool LinesControl::isBeingEdited() const { return m_text->hasFocus() && m_text->toPlainText() != m_shown; }
QWidget* LinesControl::field() { return m_text; }

bool LinesControl::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && m_text->toPlainText() != m_shown) {
        m_shown = m_text->toPlainText();
        Q_EMIT edited();
    }
    return FieldControl::eventFilter(watched, event);
}

} // namespace ui::fields

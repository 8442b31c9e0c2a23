#include "status_label.h"

#include "label.h"

#include "ui/look/icons.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace ui::widgets {

namespace {
constexpr int kMostKept = 26; ///< characters of the word that no reason takes away
}

StatusShape::StatusShape(look::Status status, QWidget* parent) : QWidget(parent), m_status(status), m_side(look::theme().metrics().iconStatus)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusShape::setStatus(look::Status status)
{
    if (m_status == status)
        return;
    m_status = status;
    update();
}

void StatusShape::setSide(int side)
{
    m_side = side;
    updateGeometry();
}

QSize StatusShape::sizeHint() const
{
    const int side = look::theme().px(m_side);
    return {side, side};
}

void StatusShape::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    look::paintIcon(painter, rect(), look::theme().shape(m_status), look::theme().px(m_side), look::theme().color(m_status));
}

StatusLabel::StatusLabel(QWidget* parent)
    : QWidget(parent), m_shape(new StatusShape(look::Status::Idle, this)), m_word(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_reason(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(look::theme().px(8));
    layout->addWidget(m_shape);
    layout->addWidget(m_word);
    layout->addWidget(m_reason, 1);
    m_reason->hide();
}

void StatusLabel::setStatus(look::Status status, const QString& word, const QString& reason)
{
    m_shape->setStatus(status);
    m_word->setText(word);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    keepWord();
    setAccessibleName(reason.isEmpty() ? word : word + QStringLiteral(", ") + reason);
}

look::Status StatusLabel::status() const { return m_shape->status(); }
QString StatusLabel::word() const { return m_word->text(); }
QString StatusLabel::reason() const { return m_reason->text(); }

void StatusLabel::setWraps()
{
    auto* wrapped = new Label(m_word->text(), look::TextRole::Body, Label::Tone::Normal, this);
    wrapped->setWordWrap(true);
    delete layout()->replaceWidget(m_word, wrapped);
    delete std::exchange(m_word, wrapped);
    auto& row = static_cast<QHBoxLayout&>(*layout());
    row.setStretchFactor(m_word, 1);
    row.setAlignment(m_shape, Qt::AlignTop);
}

void StatusLabel::setShapeSide(int side) { m_shape->setSide(side); }

void StatusLabel::setStrong(bool strong)
{
    m_word->setRole(strong ? look::TextRole::Heading : look::TextRole::Body);
    keepWord();
}

// If there is little room, the reason is elided, not the word.
void StatusLabel::keepWord()
{
    if (m_word->wordWrap()) return;
    const int most = m_word->fontMetrics().averageCharWidth() * kMostKept;
    m_word->setMinimumWidth(m_reason->text().isEmpty() ? 0 : std::min(m_word->sizeHint().width(), most));
}

} // namespace ui::widgets

#include "model_field.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QLineEdit>

namespace ui::pages {

ModelField::ModelField(QWidget* parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    connect(this, &QComboBox::activated, this, [this] {
        if (m_isOpen) Q_EMIT chosen();
    });
    connect(lineEdit(), &QLineEdit::returnPressed, this, &ModelField::chosen);
}

void ModelField::showPopup()
{
    m_isOpen = true;
    QComboBox::showPopup();
    view()->window()->installEventFilter(this);
}

/// The list may go away without `hidePopup()`, as by Escape in newer versions of Qt.
bool ModelField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == view()->window() && event->type() == QEvent::Hide) // queued, since `activated` arrives while the list closes
        QMetaObject::invokeMethod(this, [this] { m_isOpen = view()->isVisible(); }, Qt::QueuedConnection);
    return QComboBox::eventFilter(watched, event);
}

} // namespace ui::pages

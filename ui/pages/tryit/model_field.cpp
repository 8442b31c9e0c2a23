#include "model_field.h"

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
}

void ModelField::hidePopup()
{
    QComboBox::hidePopup();
    // Only afterwards, as a choice is told while the list goes away. Newer versions of Qt show it a little longer.
    QMetaObject::invokeMethod(this, [this] { m_isOpen = false; }, Qt::QueuedConnection);
}

} // namespace ui::pages

#pragma once

#include "ui/look/theme.h"

#include <QWidget>

namespace ui::widgets {

/// The shape of a state in its colour.
class StatusShape : public QWidget {
    Q_OBJECT
public:
    explicit StatusShape(look::Status status = look::Status::Idle, QWidget* parent = nullptr);

    void setStatus(look::Status status);
    look::Status status() const { return m_status; }
    /// Side in px at a 10 pt font; `Metrics::iconStatus` unless set.
    void setSide(int side);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    look::Status m_status;
    int m_side;
};

class ElidedLabel;
class Label;

/// A state: its shape, its text, and the reason in secondary text.
class StatusLabel : public QWidget {
    Q_OBJECT
public:
    explicit StatusLabel(QWidget* parent = nullptr);

    /// `reason` may be empty. The caller translates the texts.
    void setStatus(look::Status status, const QString& word, const QString& reason = {});
    look::Status status() const;
    QString word() const;
    QString reason() const;
    /// Shows the text in bold, as in the strip.
    void setStrong(bool strong);
    /// Wraps the text so that it is shown completely. Without a reason.
    void setWraps();
    void setShapeSide(int side); ///< px at a 10 pt font

private:
    void keepWord();

    StatusShape* m_shape;
    Label* m_word;
    ElidedLabel* m_reason;
};

} // namespace ui::widgets

#pragma once

namespace ui::shell::rail_access {

/// Exposes the rail to screen readers as a tab list with one selected tab. May be called repeatedly.
void install();

} // namespace ui::shell::rail_access

# Manual pages, service, desktop entry and icons, each in its program's component.
find_program(GZIP_PROGRAM gzip REQUIRED)

# What is made from the tables of options and fields.
add_executable(signalbox_reference reference_main.cpp)
target_link_libraries(signalbox_reference PRIVATE app_process project_options)

function(make_reference component name) # make_reference COMPONENT FILE ARGUMENT...: the file in the build folder of the component
  set(made ${CMAKE_CURRENT_BINARY_DIR}/${component}/${name})
  add_custom_command(OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/${component}
    COMMAND sh -c "ASAN_OPTIONS=detect_leaks=0 '$<TARGET_FILE:signalbox_reference>' \"$@\" > '${made}'" sh ${ARGN}
    DEPENDS signalbox_reference VERBATIM)
  set_property(GLOBAL APPEND PROPERTY SIGNALBOX_PACKED ${made})
endfunction()

function(install_completions component)
  make_reference(${component} ${component}.bash completion ${component} bash)
  make_reference(${component} _${component} completion ${component} zsh)
  make_reference(${component} ${component}.fish completion ${component} fish)
  set(made ${CMAKE_CURRENT_BINARY_DIR}/${component})
  set(share ${CMAKE_INSTALL_DATAROOTDIR})
  install(FILES ${made}/${component}.bash DESTINATION ${share}/bash-completion/completions RENAME ${component} COMPONENT ${component})
  install(FILES ${made}/_${component} DESTINATION ${share}/zsh/vendor-completions COMPONENT ${component})
  install(FILES ${made}/${component}.fish DESTINATION ${share}/fish/vendor_completions.d COMPONENT ${component})
endfunction()

# Compressed with no name and time in it: the same input gives the same file.
function(install_gzipped component source destination name)
  set(packed ${CMAKE_CURRENT_BINARY_DIR}/${component}/${name}.gz)
  add_custom_command(OUTPUT ${packed}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/${component}
    COMMAND sh -c "'${GZIP_PROGRAM}' -9n < '${source}' > '${packed}'"
    DEPENDS ${source} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY SIGNALBOX_PACKED ${packed})
  install(FILES ${packed} DESTINATION ${destination} COMPONENT ${component})
endfunction()

function(install_documents component)
  set(documents ${CMAKE_INSTALL_DATAROOTDIR}/doc/${component})
  set(page ${CMAKE_CURRENT_BINARY_DIR}/${component}.1)
  file(READ man/options.inc OPTIONS)
  configure_file(man/${component}.1.in ${page} @ONLY)
  install_completions(${component})
  install_gzipped(${component} ${page} ${CMAKE_INSTALL_MANDIR}/man1 ${component}.1)
  # The packages are made here, not by a distribution: one changelog, in Debian's form.
  install_gzipped(${component} ${CMAKE_CURRENT_SOURCE_DIR}/deb/changelog ${documents} changelog)
  install(FILES deb/copyright DESTINATION ${documents} COMPONENT ${component})
endfunction()

install_documents(signalboxd)
make_reference(signalboxd signalbox-config.5 config-page ${SIGNALBOX_DATE} ${PROJECT_VERSION})
install_gzipped(signalboxd ${CMAKE_CURRENT_BINARY_DIR}/signalboxd/signalbox-config.5 ${CMAKE_INSTALL_MANDIR}/man5 signalbox-config.5)
configure_file(systemd/signalboxd.service.in signalboxd.service @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/signalboxd.service DESTINATION lib/systemd/user COMPONENT signalboxd)

if(SIGNALBOX_DESKTOP)
  install_documents(signalbox)
  install(FILES linux/io.github.signalbox.signalbox.desktop DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/applications COMPONENT signalbox)
  install(FILES linux/io.github.signalbox.signalbox.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/metainfo COMPONENT signalbox)

  # Panels that cannot draw SVG take the PNGs.
  add_executable(render_icons EXCLUDE_FROM_ALL linux/render_icons.cpp)
  target_link_libraries(render_icons PRIVATE Qt6::Svg project_options)
  set(drawings ${PROJECT_SOURCE_DIR}/resources/icons)
  set(hicolor ${CMAKE_CURRENT_BINARY_DIR}/hicolor)
  file(GLOB tray_drawings CONFIGURE_DEPENDS ${drawings}/tray-*.svg)
  add_custom_command(OUTPUT ${hicolor}/done
    COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen $<TARGET_FILE:render_icons> ${drawings} ${hicolor}
    COMMAND ${CMAKE_COMMAND} -E touch ${hicolor}/done
    DEPENDS render_icons ${drawings}/signalbox.svg ${drawings}/signalbox-16.svg ${tray_drawings} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY SIGNALBOX_PACKED ${hicolor}/done)
  install(DIRECTORY ${hicolor} DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/icons COMPONENT signalbox PATTERN done EXCLUDE)
endif()

get_property(packed GLOBAL PROPERTY SIGNALBOX_PACKED)
add_custom_target(installed_files ALL DEPENDS ${packed})

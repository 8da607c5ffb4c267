# The git revision goes into a generated source at every build, so that a file can name what made it.
set(LOFT_SCENARIOS_SOURCE ${CMAKE_SOURCE_DIR}/scenarios)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
add_custom_target(loft_revision ALL
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DTARGET=${CMAKE_BINARY_DIR}/generated/revision.h
          -DVERSION=${PROJECT_VERSION} -DBUILD_TYPE=${CMAKE_BUILD_TYPE}
          -P ${CMAKE_SOURCE_DIR}/cmake/write_revision.cmake
  BYPRODUCTS ${CMAKE_BINARY_DIR}/generated/revision.h)
